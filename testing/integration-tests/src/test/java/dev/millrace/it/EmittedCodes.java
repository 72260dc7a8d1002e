package dev.millrace.it;

import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.CaseTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ConditionalExpressionTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.ReturnTree;
import com.sun.source.tree.SwitchExpressionTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.tree.YieldTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreeScanner;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import javax.lang.model.element.Modifier;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/**
 * The codes of failures that the sources hand to whatever takes a parameter {@code String code}, each with the files that do.
 *
 * <p>The sources are parsed and not attributed: a method is told by its name, the number of its arguments and, where it is called
 * with a class in front or from its own class, that class.
 */
final class EmittedCodes {

    /** What a parameter is called that takes a code. */
    private static final Set<String> NAMES = Set.of("code", "reason", "fault");

    private static final Pattern CODE = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");

    /** Where a method or a constructor takes its code: {@code Class.name/arguments} and {@code name/arguments}, by place. */
    private final Map<String, Set<Integer>> places = new HashMap<>();

    private final Map<String, String> constants = new HashMap<>();
    private final Map<String, Set<String>> codes = new TreeMap<>();

    private EmittedCodes() {}

    /** Reads sources; the files of each code by their names without {@code .java}. */
    static Map<String, Set<String>> of(Collection<Path> sources) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        JavacTask task = (JavacTask) compiler.getTask(
                null,
                null,
                null,
                List.of("-proc:none"),
                null,
                compiler.getStandardFileManager(null, null, null).getJavaFileObjectsFromPaths(sources));
        EmittedCodes emitted = new EmittedCodes();
        List<CompilationUnitTree> units = new ArrayList<>();
        task.parse().forEach(units::add);
        units.forEach(unit -> emitted.new Declarations().scan(unit, null));
        units.forEach(unit -> emitted.new Calls(unit).scan(unit, null));
        return emitted.codes;
    }

    /** Keeps the class that is being read. */
    private abstract static class WithinClasses extends TreeScanner<Void, Void> {
        final Deque<String> classes = new ArrayDeque<>();

        @Override
        public Void visitClass(ClassTree type, Void unused) {
            classes.push(type.getSimpleName().toString());
            super.visitClass(type, null);
            classes.pop();
            return null;
        }
    }

    private final class Declarations extends WithinClasses {
        @Override
        public Void visitClass(ClassTree type, Void unused) {
            if (type.getKind() == Tree.Kind.RECORD) {
                List<? extends VariableTree> components = type.getMembers().stream()
                        .filter(VariableTree.class::isInstance)
                        .map(VariableTree.class::cast)
                        .filter(field -> !field.getModifiers().getFlags().contains(Modifier.STATIC))
                        .toList();
                note(type.getSimpleName() + ".<init>", components);
            }
            return super.visitClass(type, null);
        }

        @Override
        public Void visitMethod(MethodTree method, Void unused) {
            String name = method.getName().toString();
            note(classes.peek() + "." + name, method.getParameters());
            if (!name.equals("<init>") && !method.getModifiers().getFlags().contains(Modifier.STATIC)) {
                note(name, method.getParameters());
            }
            return super.visitMethod(method, null);
        }

        @Override
        public Void visitVariable(VariableTree field, Void unused) {
            if (field.getModifiers().getFlags().contains(Modifier.STATIC)
                    && field.getInitializer() instanceof LiteralTree literal
                    && literal.getValue() instanceof String text) {
                constants.put(classes.peek() + "." + field.getName(), text);
            }
            return super.visitVariable(field, null);
        }

        private void note(String name, List<? extends VariableTree> parameters) {
            for (int place = 0; place < parameters.size(); place++) {
                VariableTree parameter = parameters.get(place);
                if (NAMES.contains(parameter.getName().toString())
                        && parameter.getType() != null
                        && parameter.getType().toString().endsWith("String")) {
                    places.computeIfAbsent(name + "/" + parameters.size(), key -> new TreeSet<>())
                            .add(place);
                }
            }
        }
    }

    private final class Calls extends WithinClasses {
        private final String file;

        @Override
        public Void visitClass(ClassTree type, Void unused) {
            boolean named = type.getKind() == Tree.Kind.ENUM
                    && type.getMembers().stream()
                            .filter(MethodTree.class::isInstance)
                            .map(MethodTree.class::cast)
                            .anyMatch(method -> method.getName().contentEquals("code")
                                    && String.valueOf(method.getBody()).contains("name()"));
            if (named) {
                type.getMembers().stream()
                        .filter(VariableTree.class::isInstance)
                        .map(VariableTree.class::cast)
                        .filter(constant -> String.valueOf(constant.getType())
                                .equals(type.getSimpleName().toString()))
                        .forEach(constant -> add(constant.getName()
                                .toString()
                                .toLowerCase(Locale.ROOT)
                                .replace('_', '-')));
            }
            return super.visitClass(type, null);
        }

        Calls(CompilationUnitTree unit) {
            String path = unit.getSourceFile().getName();
            this.file = path.substring(path.lastIndexOf('/') + 1).replace(".java", "");
        }

        @Override
        public Void visitNewClass(NewClassTree made, Void unused) {
            String type = made.getIdentifier().toString();
            take(type.substring(type.lastIndexOf('.') + 1) + ".<init>", made.getArguments());
            return super.visitNewClass(made, null);
        }

        @Override
        public Void visitMethodInvocation(MethodInvocationTree call, Void unused) {
            if (call.getMethodSelect() instanceof MemberSelectTree select) {
                String owner = select.getExpression().toString();
                String simple = owner.substring(owner.lastIndexOf('.') + 1);
                boolean known = !simple.isEmpty() && Character.isUpperCase(simple.charAt(0));
                take((known ? simple + "." : "") + select.getIdentifier(), call.getArguments());
            } else if (call.getMethodSelect() instanceof IdentifierTree name) {
                boolean constructor = name.getName().contentEquals("this");
                take(classes.peek() + "." + (constructor ? "<init>" : name.getName()), call.getArguments());
                classes.forEach(outer -> take(outer + "." + name.getName(), call.getArguments()));
            }
            return super.visitMethodInvocation(call, null);
        }

        @Override
        public Void visitVariable(VariableTree variable, Void unused) {
            if (variable.getName().contentEquals("code") && variable.getInitializer() != null) {
                literals(variable.getInitializer());
            }
            return super.visitVariable(variable, null);
        }

        @Override
        public Void visitAssignment(AssignmentTree assignment, Void unused) {
            if (assignment.getVariable().toString().endsWith("code")) {
                literals(assignment.getExpression());
            }
            return super.visitAssignment(assignment, null);
        }

        @Override
        public Void visitMethod(MethodTree method, Void unused) {
            if (method.getName().contentEquals("code") && method.getBody() != null) {
                new TreeScanner<Void, Void>() {
                    @Override
                    public Void visitReturn(ReturnTree returned, Void nothing) {
                        if (returned.getExpression() != null) {
                            literals(returned.getExpression());
                        }
                        return null;
                    }
                }.scan(method.getBody(), null);
            }
            return super.visitMethod(method, null);
        }

        private void take(String name, List<? extends ExpressionTree> arguments) {
            places.getOrDefault(name + "/" + arguments.size(), Set.of())
                    .forEach(place -> literals(arguments.get(place)));
        }

        private void literals(ExpressionTree expression) {
            if (expression instanceof ConditionalExpressionTree choice) {
                literals(choice.getTrueExpression());
                literals(choice.getFalseExpression());
            } else if (expression instanceof SwitchExpressionTree choice) {
                new TreeScanner<Void, Void>() {
                    @Override
                    public Void visitYield(YieldTree yielded, Void nothing) {
                        literals(yielded.getValue());
                        return null;
                    }

                    @Override
                    public Void visitCase(CaseTree one, Void nothing) {
                        if (one.getBody() instanceof ExpressionTree value) {
                            literals(value);
                        }
                        return super.visitCase(one, null);
                    }
                }.scan(choice, null);
            } else if (expression instanceof LiteralTree literal && literal.getValue() instanceof String text) {
                add(text);
            } else if (expression instanceof IdentifierTree constant) {
                classes.forEach(type -> {
                    String text = constants.get(type + "." + constant.getName());
                    if (text != null) {
                        add(text);
                    }
                });
            } else if (expression instanceof MemberSelectTree constant) {
                String type = constant.getExpression().toString();
                String text = constants.get(type.substring(type.lastIndexOf('.') + 1) + "." + constant.getIdentifier());
                if (text != null) {
                    add(text);
                }
            }
        }

        private void add(String text) {
            if (CODE.matcher(text).matches()) {
                codes.computeIfAbsent(text, code -> new TreeSet<>()).add(file);
            }
        }
    }
}
