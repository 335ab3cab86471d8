package dev.gyre.sim.junit;

import java.lang.reflect.Method;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContextProvider;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.ReflectionSupport;

/** Makes an invocation of each seed of a {@link SimTest}. */
final class SimTestExtension implements TestTemplateInvocationContextProvider {

  SimTestExtension() {}

  @Override
  public boolean supportsTestTemplate(ExtensionContext context) {
    return AnnotationSupport.isAnnotated(context.getTestMethod(), SimTest.class);
  }

  @Override
  public Stream<TestTemplateInvocationContext> provideTestTemplateInvocationContexts(
      ExtensionContext context) {
    Method method = context.getRequiredTestMethod();
    SimTest test = AnnotationSupport.findAnnotation(method, SimTest.class).orElseThrow();
    return SeededTest.invocations(context, SeedPlan.of(test), fixture(context));
  }

  private static Fixture fixture(ExtensionContext context) {
    Optional<UseFixture> ofMethod =
        AnnotationSupport.findAnnotation(context.getRequiredTestMethod(), UseFixture.class);
    return ofMethod
        .or(
            () ->
                AnnotationSupport.findAnnotation(context.getRequiredTestClass(), UseFixture.class))
        .<Fixture>map(use -> ReflectionSupport.newInstance(use.value()))
        .orElse(TestCall.NONE);
  }
}
