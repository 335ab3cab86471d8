package dev.gyre.rules;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.EnhancedForLoopTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.MemberReferenceTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.ParameterizedTypeTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * A {@code HashMap} may be asked, never walked (STYLE 26): its order is an accident. So that a walk
 * can be seen, one that is made must be kept in a variable declared as {@code HashMap}; and nothing
 * that walks may be called on a variable of that name in the same file.
 */
final class HashTableRules extends TreeScanner<Void, Void> {

  private static final Set<String> WALKS =
      Set.of("entrySet", "keySet", "values", "forEach", "replaceAll", "toString");

  private final String path;
  private final CompilationUnitTree unit;
  private final SourcePositions positions;
  private final Set<String> tables;
  private final List<Offence> found = new ArrayList<>();

  private HashTableRules(
      String path, CompilationUnitTree unit, SourcePositions positions, Set<String> tables) {
    this.path = path;
    this.unit = unit;
    this.positions = positions;
    this.tables = tables;
  }

  static List<Offence> check(String path, CompilationUnitTree unit, SourcePositions positions) {
    var tables = new TreeSet<String>();
    new Declarations(tables).scan(unit, null);
    var rules = new HashTableRules(path, unit, positions, tables);
    rules.scan(unit, null);
    return rules.found;
  }

  @Override
  public Void visitVariable(VariableTree variable, Void none) {
    // What is made right into a HashMap variable is in order: only its arguments are looked at.
    if (tables.contains(variable.getName().toString())
        && variable.getInitializer() instanceof NewClassTree made) {
      return scan(made.getArguments(), none);
    }
    return super.visitVariable(variable, none);
  }

  @Override
  public Void visitNewClass(NewClassTree made, Void none) {
    if (isHashMap(made.getIdentifier())) {
      offend(made, "keep it in a variable declared as HashMap, so that its walks are seen");
    }
    return super.visitNewClass(made, none);
  }

  @Override
  public Void visitMemberSelect(MemberSelectTree select, Void none) {
    String name = select.getIdentifier().toString();
    if (WALKS.contains(name) && isTable(select.getExpression())) {
      offend(select, select + ": use a sorted or a linked map");
    }
    return super.visitMemberSelect(select, none);
  }

  @Override
  public Void visitMemberReference(MemberReferenceTree reference, Void none) {
    if (WALKS.contains(reference.getName().toString())
        && isTable(reference.getQualifierExpression())) {
      offend(reference, reference + ": use a sorted or a linked map");
    }
    return super.visitMemberReference(reference, none);
  }

  @Override
  public Void visitEnhancedForLoop(EnhancedForLoopTree loop, Void none) {
    if (isTable(loop.getExpression())) {
      offend(loop, "use a sorted or a linked map");
    }
    return super.visitEnhancedForLoop(loop, none);
  }

  private boolean isTable(ExpressionTree expression) {
    String name =
        switch (expression) {
          case IdentifierTree identifier -> identifier.getName().toString();
          case MemberSelectTree select -> select.getIdentifier().toString();
          default -> "";
        };
    return tables.contains(name);
  }

  private static boolean isHashMap(Tree type) {
    Tree raw = type instanceof ParameterizedTypeTree generic ? generic.getType() : type;
    return raw != null && raw.toString().matches("(java\\.util\\.)?HashMap");
  }

  private void offend(Tree tree, String what) {
    long line = unit.getLineMap().getLineNumber(positions.getStartPosition(unit, tree));
    found.add(new Offence("hash-walk", path, line, what));
  }

  /** Gathers the names of the variables that hold a {@code HashMap} and say so. */
  private static final class Declarations extends TreeScanner<Void, Void> {
    private final Set<String> tables;

    Declarations(Set<String> tables) {
      this.tables = tables;
    }

    @Override
    public Void visitVariable(VariableTree variable, Void none) {
      boolean inferred =
          variable.getType() == null
              && variable.getInitializer() instanceof NewClassTree made
              && isHashMap(made.getIdentifier());
      if (inferred || isHashMap(variable.getType())) {
        tables.add(variable.getName().toString());
      }
      return super.visitVariable(variable, none);
    }
  }
}
