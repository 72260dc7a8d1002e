package dev.millrace.transforms;

import dev.millrace.testkit.ReferenceDescriptor;
import dev.millrace.testkit.ReferencePage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.transforms.Transformation;
import org.apache.kafka.connect.transforms.predicates.Predicate;
import org.junit.jupiter.api.Test;

/**
 * The reference page: every transform and predicate that the service loader finds, with the options it declares. What is said
 * about one by hand stands in {@code src/test/resources/reference/<its name>.md}.
 */
class ReferenceTest {

    private static final Path PAGE = Path.of("../docs/reference/smt-transforms.md");
    private static final Path DESCRIPTOR = Path.of("../docs/reference/smt-transforms.json");

    /** One transform or predicate: the classes that are configured, and its options, which are those of each. */
    private record Entry(List<String> classes, ConfigDef options) {}

    @Test
    void saysWhatTheCodeDeclares() throws IOException {
        Map<String, Entry> transforms = new TreeMap<>();
        InstalledPlugins.found(Transformation.class)
                .forEach(transform -> add(transforms, transform.getClass(), transform.config()));
        Map<String, Entry> predicates = new TreeMap<>();
        InstalledPlugins.found(Predicate.class)
                .forEach(predicate -> add(predicates, predicate.getClass(), predicate.config()));

        ReferencePage.matches(
                PAGE,
                text("introduction").orElseThrow()
                        + "\n# Transforms\n\n"
                        + entries(transforms)
                        + "\n# Predicates\n\n"
                        + entries(predicates).strip()
                        + "\n");
    }

    @Test
    void describesItselfToPrograms() {
        Map<String, Entry> transforms = new TreeMap<>();
        InstalledPlugins.found(Transformation.class)
                .forEach(transform -> add(transforms, transform.getClass(), transform.config()));
        Map<String, Entry> predicates = new TreeMap<>();
        InstalledPlugins.found(Predicate.class)
                .forEach(predicate -> add(predicates, predicate.getClass(), predicate.config()));

        ReferencePage.matches(
                DESCRIPTOR,
                ReferenceDescriptor.of(
                        "smt-transforms",
                        Stream.concat(components(transforms, "transform"), components(predicates, "predicate"))
                                .toList()));
    }

    private static Stream<ReferenceDescriptor.Component> components(Map<String, Entry> entries, String kind) {
        return entries.entrySet().stream()
                .map(entry -> new ReferenceDescriptor.Component(
                        entry.getKey(),
                        kind,
                        entry.getValue().classes(),
                        entry.getValue().options()));
    }

    private static void add(Map<String, Entry> entries, Class<?> type, ConfigDef options) {
        Class<?> outer = type.getEnclosingClass() == null ? type : type.getEnclosingClass();
        entries.computeIfAbsent(outer.getSimpleName(), name -> new Entry(new ArrayList<>(), options))
                .classes()
                .add(type.getName());
    }

    private static String entries(Map<String, Entry> entries) throws IOException {
        StringBuilder page = new StringBuilder();
        for (Map.Entry<String, Entry> entry : entries.entrySet()) {
            page.append("## ").append(entry.getKey()).append("\n\n");
            page.append(text(entry.getKey()).map(text -> text.strip() + "\n\n").orElse(""));
            page.append("Classes: ")
                    .append(entry.getValue().classes().stream()
                            .map(type -> "`" + type + "`")
                            .collect(Collectors.joining(", ")))
                    .append("\n\n");
            String options = ReferencePage.options(entry.getValue().options()).replaceAll("(?m)^## ", "### ");
            page.append(options.isBlank() ? "It has no options.\n" : options).append('\n');
        }
        return page.toString();
    }

    private static Optional<String> text(String name) throws IOException {
        try (InputStream in = ReferenceTest.class.getResourceAsStream("/reference/" + name + ".md")) {
            return in == null ? Optional.empty() : Optional.of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
    }
}
