package dev.gyre.sim.fork;

/** Programs that differ between JVMs, each in its own way. */
final class LeakyMain {
  private LeakyMain() {}

  public static void main(String[] arguments) {
    switch (arguments[0]) {
      case "identity" -> System.out.println("hash " + System.identityHashCode(new Object()));
      case "interpreted" -> {
        System.out.println("hash same");
        if (System.getProperty("java.vm.info").startsWith("interpreted")) {
          System.out.println("hash one more");
        }
      }
      case "silent" -> System.out.println("not to be compared");
      default -> throw new IllegalArgumentException("on purpose");
    }
  }
}
