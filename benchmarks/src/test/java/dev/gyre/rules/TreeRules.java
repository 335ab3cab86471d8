package dev.gyre.rules;

import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.BlockTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.DoWhileLoopTree;
import com.sun.source.tree.EnhancedForLoopTree;
import com.sun.source.tree.ForLoopTree;
import com.sun.source.tree.IfTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.StatementTree;
import com.sun.source.tree.SwitchTree;
import com.sun.source.tree.SynchronizedTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.TryTree;
import com.sun.source.tree.WhileLoopTree;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** What needs the shape of the code: methods, nesting, names and tests (STYLE 9, 10, 14, 39). */
final class TreeRules extends TreeScanner<Void, Void> {

  static final int MAX_METHOD_LINES = 70;
  static final int MAX_NESTING = 3;
  static final int MAX_CONSTRUCTOR_PARAMETERS = 6;

  private static final List<String> EMPTY_WORDS =
      List.of("Impl", "Manager", "Helper", "Helpers", "Util", "Utils", "Abstract", "Base");

  private final String path;
  private final CompilationUnitTree unit;
  private final SourcePositions positions;
  private final List<Offence> found = new ArrayList<>();
  private int depth;
  private boolean inRecord;

  private TreeRules(String path, CompilationUnitTree unit, SourcePositions positions) {
    this.path = path;
    this.unit = unit;
    this.positions = positions;
  }

  static List<Offence> check(String path, CompilationUnitTree unit, SourcePositions positions) {
    var rules = new TreeRules(path, unit, positions);
    rules.scan(unit, null);
    return rules.found;
  }

  @Override
  public Void visitClass(ClassTree type, Void none) {
    var empty = new TreeSet<>(List.of(type.getSimpleName().toString().split("(?=[A-Z])")));
    empty.retainAll(EMPTY_WORDS);
    if (!empty.isEmpty()) {
      offend("empty-word", type, type.getSimpleName() + ": " + empty + " says nothing");
    }
    for (Tree member : type.getMembers()) {
      if (member instanceof BlockTree) {
        checkLines(member, "initialiser");
      }
    }
    int outerDepth = depth;
    boolean outerRecord = inRecord;
    depth = 0;
    inRecord = type.getKind() == Tree.Kind.RECORD;
    super.visitClass(type, none);
    depth = outerDepth;
    inRecord = outerRecord;
    return null;
  }

  @Override
  public Void visitMethod(MethodTree method, Void none) {
    checkLines(method, method.getName().toString());
    int parameters = method.getParameters().size();
    if (method.getReturnType() == null && !inRecord && parameters > MAX_CONSTRUCTOR_PARAMETERS) {
      offend("parameters", method, parameters + " constructor parameters");
    }
    return super.visitMethod(method, none);
  }

  @Override
  public Void visitAnnotation(AnnotationTree annotation, Void none) {
    if (annotation.getAnnotationType().toString().matches("(.*\\.)?Disabled")) {
      offend("disabled", annotation, "repair the test or remove it");
    }
    return super.visitAnnotation(annotation, none);
  }

  @Override
  public Void visitMethodInvocation(MethodInvocationTree call, Void none) {
    String method = call.getMethodSelect().toString();
    if (path.contains("/src/test/") && method.matches("(.*\\.)?(sleep|parkNanos)")) {
      offend("sleep", call, method + ": wait for the event itself, with a bound");
    }
    return super.visitMethodInvocation(call, none);
  }

  @Override
  public Void visitIf(IfTree tree, Void none) {
    enter(tree);
    scan(tree.getCondition(), none);
    scan(tree.getThenStatement(), none);
    depth--;
    StatementTree otherwise = tree.getElseStatement();
    if (otherwise == null || otherwise instanceof IfTree) {
      return scan(otherwise, none); // "else if" is the same level
    }
    depth++;
    scan(otherwise, none);
    depth--;
    return null;
  }

  @Override
  public Void visitForLoop(ForLoopTree tree, Void none) {
    enter(tree);
    super.visitForLoop(tree, none);
    depth--;
    return null;
  }

  @Override
  public Void visitEnhancedForLoop(EnhancedForLoopTree tree, Void none) {
    enter(tree);
    super.visitEnhancedForLoop(tree, none);
    depth--;
    return null;
  }

  @Override
  public Void visitWhileLoop(WhileLoopTree tree, Void none) {
    enter(tree);
    super.visitWhileLoop(tree, none);
    depth--;
    return null;
  }

  @Override
  public Void visitDoWhileLoop(DoWhileLoopTree tree, Void none) {
    enter(tree);
    super.visitDoWhileLoop(tree, none);
    depth--;
    return null;
  }

  @Override
  public Void visitSwitch(SwitchTree tree, Void none) {
    enter(tree);
    super.visitSwitch(tree, none);
    depth--;
    return null;
  }

  @Override
  public Void visitTry(TryTree tree, Void none) {
    enter(tree);
    super.visitTry(tree, none);
    depth--;
    return null;
  }

  @Override
  public Void visitSynchronized(SynchronizedTree tree, Void none) {
    enter(tree);
    super.visitSynchronized(tree, none);
    depth--;
    return null;
  }

  private void enter(Tree tree) {
    depth++;
    if (depth == MAX_NESTING + 1) {
      offend("nesting", tree, "nested " + depth + " deep; give the inner part a name");
    }
  }

  private void checkLines(Tree tree, String name) {
    long lines = line(positions.getEndPosition(unit, tree)) - line(start(tree)) + 1;
    if (lines > MAX_METHOD_LINES) {
      offend("method-lines", tree, name + " has " + lines + " lines");
    }
  }

  private long start(Tree tree) {
    return positions.getStartPosition(unit, tree);
  }

  private long line(long position) {
    return position < 0 ? 0 : unit.getLineMap().getLineNumber(position);
  }

  private void offend(String rule, Tree tree, String what) {
    found.add(new Offence(rule, path, line(start(tree)), what));
  }
}
