package dev.gyre.scenarios.text;

import static dev.gyre.scenarios.text.FaultForms.FAULT;
import static dev.gyre.scenarios.text.TriggerForms.TRIGGER;

import dev.gyre.scenarios.dsl.Fault;
import dev.gyre.scenarios.dsl.Step;
import dev.gyre.scenarios.dsl.Trigger;
import io.vavr.collection.Vector;
import io.vavr.control.Either;
import java.util.ArrayList;
import java.util.List;

/**
 * A step is a mapping of two words: when, and what; and its number where that is not its place in
 * the list.
 */
final class StepForm {
  static final String NUMBER = "number";
  static final Vector<String> WORDS = TRIGGER.words().appendAll(FAULT.words()).append(NUMBER);
  static final Form<Vector<Step>> STEPS = new ListForm<>(StepForm::write, StepForm::read);

  private StepForm() {}

  private static Tree write(int index, Step step) {
    Vector<Tree.Field> fields = Vector.of(TRIGGER.field(step.trigger()), FAULT.field(step.fault()));
    return Tree.fields(
        step.number() == index
            ? fields
            : fields.prepend(new Tree.Field(NUMBER, Scalars.INT.write(step.number()))));
  }

  private static Either<Vector<Problem>, Step> read(int index, Tree tree) {
    if (!(tree instanceof Tree.Fields mapping)) {
      return Problem.at(
          tree, "a step is written {at: 5s, crash: {nodes: one}}, not " + Tree.kind(tree));
    }
    List<Problem> problems = new ArrayList<>();
    Mappings.index(mapping, WORDS, problems);
    boolean misspelt = !problems.isEmpty();
    Vector<Tree.Field> numbers = mapping.fields().filter(field -> field.name().equals(NUMBER));
    Either<Vector<Problem>, Integer> number =
        numbers.isEmpty() ? Either.right(index) : Scalars.INT.read(numbers.head().value());
    Either<Vector<Problem>, Trigger> trigger = one(mapping, TRIGGER, "when it comes", misspelt);
    Either<Vector<Problem>, Fault> fault = one(mapping, FAULT, "what goes wrong", misspelt);
    number.peekLeft(found -> problems.addAll(found.asJava()));
    trigger.peekLeft(found -> problems.addAll(found.asJava()));
    fault.peekLeft(found -> problems.addAll(found.asJava()));
    return problems.isEmpty()
        ? Form.attempt(tree, () -> new Step(number.get(), trigger.get(), fault.get()))
        : Either.left(Vector.ofAll(problems));
  }

  /**
   * The only field that is such a case.
   *
   * @param misspelt whether a word is wrong anyhow, which is probably the one that is missing
   */
  private static <T> Either<Vector<Problem>, T> one(
      Tree.Fields mapping, Cases<T> cases, String what, boolean misspelt) {
    Vector<Tree.Field> fields =
        mapping.fields().filter(field -> cases.words().contains(field.name()));
    if (fields.isEmpty()) {
      return misspelt
          ? Either.left(Vector.empty())
          : Problem.at(
              mapping, "a step says " + what + ", by one of " + cases.words().mkString(", "));
    }
    if (fields.size() > 1 && !fields.get(1).name().equals(fields.head().name())) {
      return Problem.at(
          fields.get(1).line(),
          "a step says " + what + " once: \"" + fields.get(1).name() + "\" begins another step");
    }
    return cases.read(fields.head());
  }
}
