import TestSupport
import Testing

extension EndToEnd {
  @Suite struct RequestListTests {
    @Test func directoryOpensAsRoutesAndARouteAsTheMeanOfItsRequests() throws {
      let terminal = try Tmux(columns: 120, rows: 40)
      try terminal.type("proftui .")
      try terminal.see("15 profiles  7 routes", "GET /resource_providers/{uuid}/inventories")
      try terminal.press(.enter)
      try terminal.see("GET /resource_providers  mean of 9 requests", "one odd request, not a hot spot: 90.2 ms")
      try terminal.press("q")
      try terminal.see("15 profiles  7 routes")
      try terminal.press("q")
      try terminal.seePrompt()
    }

    @Test func everyRequestIsListedReadAndStepped() throws {
      let terminal = try Tmux(columns: 120, rows: 40)
      try terminal.type("proftui .")
      try terminal.see("15 profiles")
      try terminal.press("o")
      try terminal.see("73 % _serialize_links", "68,412")
      try terminal.press(.enter)
      try terminal.see("GET.resource_providers.123ms.1795351277.prof", "36,753 calls")
      try terminal.press("/serialize_l", .enter)
      try terminal.see("1 function  self 73.2 %")
      try terminal.press("]")
      try terminal.see("GET.resource_providers.78ms.1795351276.prof", "/serialize_l")
      try terminal.press("[")
      try terminal.see("GET.resource_providers.123ms.1795351277.prof", "1 function  self 73.2 %")
    }

    @Test func filterAndMarksChooseWhatIsMerged() throws {
      let terminal = try Tmux(columns: 120, rows: 40)
      try terminal.type("proftui .")
      try terminal.see("15 profiles")
      try terminal.press("o/get", .enter)
      try terminal.see("13 of 15 profiles")
      try terminal.press("  ", "M")
      try terminal.see("2 marked  mean of 2 requests")
    }

    @Test func requestsAreFoundByTheFunctionsTheySpendTimeIn() throws {
      let terminal = try Tmux(columns: 120, rows: 40)
      try terminal.type("proftui .")
      try terminal.see("15 profiles")
      try terminal.press("o/fn:_serialize_links")
      try terminal.see("10 of 15 profiles", "in function", "in _serialize_links: 91.3 ms 74 %")
      try terminal.press(.enter, .enter)
      try terminal.see("GET.resource_providers.123ms.1795351277.prof", "1 function  self 73.2 %")
      try terminal.press("q", .backspace)
      try terminal.see("15 profiles")
      try terminal.seeNoMore("in function")
    }

    @Test func newRequestsSlideInAndHalfWrittenOnesAreNotCounted() throws {
      let terminal = try Tmux(columns: 120, rows: 24)
      _ = try terminal.shell.run("mkdir ~/d; cp GET.root.22ms* GET.traits* ~/d")
      try terminal.type("proftui ~/d")
      try terminal.see("2 profiles  2 routes", "following")
      _ = try terminal.shell.run("head -c 16384 POST.* > ~/d/POST.resource_providers.10ms.1795351283.prof")
      try terminal.see("2 profiles ", "1 being written")
      _ = try terminal.shell.run("cp POST.* ~/d")
      try terminal.see("3 profiles  3 routes", "POST /resource_providers")
      try terminal.seeNoMore("being written")
      _ = try terminal.shell.run("rm ~/d/GET.root*")
      try terminal.see("2 profiles ")
      try terminal.press("q")
      try terminal.seePrompt()
    }

    @Test func brokenFilesAreSaidAndTheRestWorks() throws {
      let terminal = try Tmux(columns: 120, rows: 24)
      _ = try terminal.shell.run(
        "mkdir ~/d; cp GET.traits* ~/d; echo no profile > ~/d/x.prof; touch -d '1 hour ago' ~/d/x.prof; mkfifo ~/d/f.prof"
      )
      try terminal.type("proftui ~/d")
      try terminal.see("1 profile ", "2 broken")
      try terminal.press("oG")
      try terminal.see("not a regular file but a FIFO")
      try terminal.press("g", .enter)
      try terminal.see("494 functions")
    }
  }
}
