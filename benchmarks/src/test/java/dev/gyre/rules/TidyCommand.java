package dev.gyre.rules;

import java.util.List;

/** What {@code bin/tidy} runs, straight from the source: {@code TidyTest} without a build. */
final class TidyCommand {

  private TidyCommand() {}

  /** Prints what is untidy, of the paths that start with one of the arguments if there are any. */
  public static void main(String[] prefixes) {
    var suppressions = Suppressions.read(SourceTree.root().resolve(".ci/tidy-suppressions.txt"));
    List<String> left =
        suppressions.judge(Tidy.check(SourceTree.read())).stream()
            .filter(
                line ->
                    prefixes.length == 0 || List.of(prefixes).stream().anyMatch(line::startsWith))
            .toList();
    left.forEach(System.out::println);
    System.exit(left.isEmpty() ? 0 : 1);
  }
}
