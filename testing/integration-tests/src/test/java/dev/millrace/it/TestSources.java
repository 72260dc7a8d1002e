package dev.millrace.it;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The test classes and contracts of a repository with their test methods, as the sources have them: what is under a
 * {@code src/test} folder, and the testkit.
 */
final class TestSources {

    /** A test annotation, and the method that follows it at the same indentation. */
    private static final Pattern TEST =
            Pattern.compile("(?m)^( *)@(?:Test|ParameterizedTest|RepeatedTest|TestFactory)\\b"
                    + "[\\s\\S]*?^\\1(?:[\\w<>?]+ )+(\\w+)\\(");

    private static final Pattern PARENT = Pattern.compile("\\bclass \\w+(?:<[^{]*>)? extends (\\w+)");

    private record TestClass(Optional<String> parent, Set<String> tests) {}

    /** By simple name, which two modules may both use. */
    private final Map<String, List<TestClass>> classes = new HashMap<>();

    private final List<String> texts = new ArrayList<>();

    private TestSources() {}

    /** Reads all sources below a folder; what Maven builds and what begins with a dot is left out. */
    static TestSources under(Path root) throws IOException {
        TestSources sources = new TestSources();
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                String name = String.valueOf(folder.getFileName());
                boolean skipped = name.equals("target") || (name.startsWith(".") && !folder.equals(root));
                return skipped ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                String path = root.relativize(file).toString().replace('\\', '/');
                if (path.endsWith(".java") && (path.contains("src/test/") || path.startsWith("testing/testkit/src/"))) {
                    sources.add(file);
                }
                return FileVisitResult.CONTINUE;
            }
        });
        return sources;
    }

    /** Whether there is such a class. */
    boolean has(String type) {
        return classes.containsKey(type);
    }

    /** Whether the class has such a test, be it its own or one of the contract it extends. */
    boolean has(String type, String method) {
        return classes.getOrDefault(type, List.of()).stream()
                .anyMatch(found -> found.tests.contains(method)
                        || found.parent.filter(parent -> has(parent, method)).isPresent());
    }

    /** Whether a test has a literal that begins so. */
    boolean name(String word) {
        return texts.stream().anyMatch(text -> text.contains('"' + word));
    }

    private void add(Path file) throws IOException {
        String name = String.valueOf(file.getFileName()).replace(".java", "");
        String text = Files.readString(file);
        texts.add(text);
        Matcher parent = PARENT.matcher(text);
        TestClass found = new TestClass(
                parent.find() ? Optional.of(parent.group(1)) : Optional.empty(),
                TEST.matcher(text).results().map(test -> test.group(2)).collect(Collectors.toUnmodifiableSet()));
        classes.computeIfAbsent(name, first -> new ArrayList<>()).add(found);
    }
}
