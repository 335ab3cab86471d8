package dev.gyre.sim.junit;

import java.lang.reflect.Method;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.Extension;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContext;

/**
 * An invocation whose parameters of the run are left open (null) until its own code fills them in
 * and calls the method itself: as often as it needs.
 */
sealed interface RunInvocation
    extends TestTemplateInvocationContext, ParameterResolver, InvocationInterceptor
    permits SeedInvocation, ClosingInvocation {

  SeededTest test();

  /** Does what this invocation is for, in place of calling the method. */
  void perform(ReflectiveInvocationContext<Method> call, ExtensionContext context);

  @Override
  default List<Extension> getAdditionalExtensions() {
    return List.of(this);
  }

  @Override
  default boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getDeclaringExecutable().equals(test().method())
        && TestCall.isOfRun(parameter.getParameter().getType(), test().fixture());
  }

  @Override
  default @Nullable Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return null;
  }

  @Override
  default void interceptTestTemplateMethod(
      Invocation<@Nullable Void> invocation,
      ReflectiveInvocationContext<Method> call,
      ExtensionContext context) {
    invocation.skip();
    perform(call, context);
  }
}
