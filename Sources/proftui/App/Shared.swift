/// A large part of a value, kept once however often the value is copied.
///
/// The screen's state is copied with every key, and each copy of a struct counts a reference for every array in it: a
/// subject has more than a hundred. A shared one is a single reference, and so is every view that holds it. It stays
/// a value: what is changed is copied first.
@propertyWrapper struct Shared<Value: Sendable>: Sendable {
  private final class Storage: Sendable {
    let value: Value

    init(_ value: Value) { self.value = value }
  }

  private var storage: Storage

  init(wrappedValue: Value) { storage = Storage(wrappedValue) }

  var wrappedValue: Value {
    _read { yield storage.value }
    set { storage = Storage(newValue) }
  }
}
