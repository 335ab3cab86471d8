package dev.gyre.scenarios.text;

import static dev.gyre.scenarios.text.Scalars.TEXT;

import dev.gyre.scenarios.dsl.Promise;
import dev.gyre.scenarios.dsl.Scenario;
import dev.gyre.sim.Seed;
import io.vavr.collection.Vector;
import io.vavr.control.Either;
import io.vavr.control.Option;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a failure leaves behind: all that is needed to see it again, as one JSON file.
 *
 * @param commit of the code that failed
 * @param scenario concrete: nothing in it is left to draw
 * @param fingerprint the promise that was broken; null where none was
 * @param hash of everything that happened, 32 hexadecimal digits; null where a run is not exact
 * @param failure what went wrong, in a sentence
 */
public record ReplayFile(
    String commit,
    Seed seed,
    Scenario scenario,
    @Nullable Promise fingerprint,
    @Nullable String hash,
    String failure) {
  /** Of the format that {@link #json} writes; no other is read. */
  public static final int VERSION = 1;

  private static final Pattern HASH = Pattern.compile("[0-9a-f]{32}");
  private static final String REPLAY = "replay";
  private static final ReplayFile BLANK =
      new ReplayFile("unknown", Seed.of(0), Scenario.named("unnamed").check(), null, null, "");

  /** The file when only its version is of interest. */
  private record Head(int version) {
    private Head {
      if (version != VERSION) {
        throw new IllegalArgumentException(
            "this file has version "
                + version
                + ", and version "
                + VERSION
                + " is read here: use the gyre that wrote it, or a newer one");
      }
    }
  }

  private static final Form<Head> HEAD = Scalars.INT.as(Head::new, Head::version);

  private static final RecordForm<ReplayFile> FORM =
      RecordForm.of("a replay file", BLANK)
          .must(REPLAY, HEAD, file -> new Head(VERSION), (file, head) -> file)
          .must("commit", TEXT, ReplayFile::commit, ReplayFile::withCommit)
          .must(
              "seed", TEXT.as(Seed::parse, Seed::toString), ReplayFile::seed, ReplayFile::withSeed)
          .may(
              "fingerprint",
              optional(Words.form(Promise.class)),
              file -> Option.of(file.fingerprint),
              (file, promise) -> file.withFingerprint(promise.getOrNull()))
          .may(
              "hash",
              optional(TEXT),
              file -> Option.of(file.hash),
              (file, hash) -> file.withHash(hash.getOrNull()))
          .must("failure", TEXT, ReplayFile::failure, ReplayFile::withFailure)
          .must("run", ScenarioForm.SCENARIO, ReplayFile::scenario, ReplayFile::withScenario);

  public ReplayFile {
    if (hash != null && !HASH.matcher(hash).matches()) {
      throw new IllegalArgumentException("a hash has 32 hexadecimal digits, unlike " + hash);
    }
  }

  /**
   * Reads what {@link #json} wrote.
   *
   * @param file its name, for the problems
   * @return what is in it, or everything that is wrong, each as {@code file:line: reason}; of
   *     another version nothing but that is told
   */
  public static Either<Vector<String>, ReplayFile> parse(String text, String file) {
    return ScenarioText.parse(text, file, new Versioned());
  }

  /** The file. */
  public String json() {
    return JsonPrinter.print((Tree.Fields) FORM.write(this));
  }

  public ReplayFile withScenario(Scenario other) {
    return new ReplayFile(commit, seed, other, fingerprint, hash, failure);
  }

  public ReplayFile withHash(@Nullable String other) {
    return new ReplayFile(commit, seed, scenario, fingerprint, other, failure);
  }

  private ReplayFile withCommit(String other) {
    return new ReplayFile(other, seed, scenario, fingerprint, hash, failure);
  }

  private ReplayFile withSeed(Seed other) {
    return new ReplayFile(commit, other, scenario, fingerprint, hash, failure);
  }

  private ReplayFile withFingerprint(@Nullable Promise other) {
    return new ReplayFile(commit, seed, scenario, other, hash, failure);
  }

  private ReplayFile withFailure(String other) {
    return new ReplayFile(commit, seed, scenario, fingerprint, hash, other);
  }

  private static <T> Form<Option<T>> optional(Form<T> form) {
    return form.as(Option::of, Option::get);
  }

  /** Looks at the version before anything else. */
  private record Versioned() implements Form<ReplayFile> {
    @Override
    public Tree write(ReplayFile value) {
      return FORM.write(value);
    }

    @Override
    public Either<Vector<Problem>, ReplayFile> read(Tree tree) {
      Vector<Tree.Field> heads =
          tree instanceof Tree.Fields mapping
              ? mapping.fields().filter(field -> field.name().equals(REPLAY)).take(1)
              : Vector.empty();
      for (Tree.Field head : heads) {
        Either<Vector<Problem>, Head> version = HEAD.read(head.value());
        if (version.isLeft()) {
          return Either.left(version.getLeft());
        }
      }
      return FORM.read(tree);
    }
  }
}
