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

    @Test func directoriesWithinAreEnteredAndFollowed() throws {
      let terminal = try Tmux(columns: 120, rows: 24)
      _ = try terminal.shell.run("mkdir -p ~/d/old ~/d/.hidden; cp GET.root.22ms* ~/d; cp GET.traits* ~/d/old")
      try terminal.type("proftui ~/d")
      try terminal.see("1 profile ", " old/")
      try terminal.press(.home, .enter)
      try terminal.see("/d/old", "1 profile ", "GET /traits")
      _ = try terminal.shell.run("cp POST.* ~/d/old")
      try terminal.see("2 profiles ", "POST /resource_providers  +1")
      try terminal.press(.backspace)
      try terminal.see("1 profile ", "GET /", " old/")
      _ = try terminal.shell.run("mkdir ~/d/new")
      try terminal.see(" new/")
      try terminal.press("q")
      try terminal.seePrompt()
    }

    @Test func whatCannotBeListedIsSaidAndTheRestWorks() throws {
      let terminal = try Tmux(columns: 120, rows: 24)
      try terminal.type("proftui . ~/none")
      try terminal.see("15 profiles", "none: no such file or directory")
      try terminal.press("q")
      try terminal.seePrompt()
      try terminal.type("clear; PROFTUI_DIR=~/none proftui; PROFTUI_DIR= proftui")
      try terminal.see("15 profiles")
      try terminal.press("q")
      try terminal.see("none: no such file or directory")
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

    @Test func filesThatChangeWhileTheyAreReadDoNoHarm() throws {
      let terminal = try Tmux(columns: 120, rows: 40)
      _ = try terminal.shell.run("mkdir ~/d; cp GET.traits* DELETE* ~/d")
      try terminal.type("proftui ~/d")
      try terminal.see("2 profiles ", "following")
      try terminal.press("o")
      let race = "python3 \(Repository.root)/Tests/Fixtures/scripts/race.py ~/d GET.root* POST.* 5"
      _ = try terminal.shell.run("(\(race); echo over > ~/over) > ~/race.log 2>&1 &")
      try terminal.see("GET /race/")
      for _ in 0..<5 {
        try terminal.press("j", "o", "k", "o", "/fn:loads", .enter, .end, .enter)
        try terminal.seeNoMore("opening")
        if try terminal.screen().contains("tottime") { try terminal.press("q") }
        try terminal.press(.backspace, .home)
      }
      try terminal.eventually("end the race") { terminal.shell.bytes(of: "over") }
      #expect(terminal.shell.bytes(of: "race.log") == [])
      let count = try terminal.shell.run("ls ~/d | wc -l").output.split(separator: "\n")[0]
      try terminal.see("\(count) profiles ")
      try terminal.seeNoMore("being written", "broken", "reading")
    }

    @Test func nothingInADirectoryIsOpenedThatWouldBlockOrEatTheKeyboard() throws {
      let terminal = try Tmux(columns: 120, rows: 24)
      let make = """
        mkdir -p ~/d/sub/deeper ~/d/directory.prof ~/d/locked; cd ~/d; mkfifo fifo.prof; ln -s loop-b.prof loop-a.prof
        ln -s loop-a.prof loop-b.prof; ln -s gone.prof dangling.prof; ln -s /dev/zero zero.prof; ln -s /dev/tty tty.prof
        ln -s . self; ln -s .. sub/up; truncate -s 20G sparse.prof; : > empty.prof; chmod 0 locked
        touch -d '1 hour ago' sparse.prof empty.prof
        """
      _ = try terminal.shell.run(
        "\(make); cp \(Repository.placement)/GET.traits* ~/d/sub/deeper; cp ~/d/sub/deeper/* ~/d/good.prof")
      try terminal.type("proftui --recursive ~/d")
      try terminal.see("2 profiles ", "8 broken")
      try terminal.press("o", .end, .home, .enter)
      try terminal.see("494 functions")
      try terminal.press("q", "q")
      try terminal.seePrompt()
      try terminal.type("proftui ~/d/fifo.prof ~/d/good.prof ~/d/sub")
      try terminal.see("1 profile ", "1 broken", " deeper/")
    }
  }
}
