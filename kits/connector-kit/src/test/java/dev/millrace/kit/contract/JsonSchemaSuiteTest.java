package dev.millrace.kit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * The required cases of the official JSON-Schema-Test-Suite, and those of the formats that have rules: by the library always,
 * and by compiled rules wherever a schema has any.
 */
final class JsonSchemaSuiteTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path SUITE = Path.of("src/test/resources/json-schema-test-suite");
    private static final ContractOptions AS_WRITTEN =
            new ContractOptions(Optional.empty(), ContractOptions.Nulls.NULL, false);
    private static final ContractOptions WITH_FORMATS =
            new ContractOptions(Optional.empty(), ContractOptions.Nulls.NULL, true);

    /** The groups that need a document from another server, which is never loaded. */
    private static final Set<String> REMOTE = lines(SUITE.resolve("remote.txt"));

    @TestFactory
    Stream<DynamicNode> draft202012() {
        return files("draft2020-12", Dialect.DRAFT_2020_12, AS_WRITTEN);
    }

    @TestFactory
    Stream<DynamicNode> draft7() {
        return files("draft7", Dialect.DRAFT_07, AS_WRITTEN);
    }

    @TestFactory
    Stream<DynamicNode> formats() {
        return files("draft2020-12/format", Dialect.DRAFT_2020_12, WITH_FORMATS);
    }

    @Test
    void mostSchemasOfTheSuiteAreCompiledToRules() {
        long compiled = groups("draft2020-12").stream()
                .filter(group -> rules(group, Dialect.DRAFT_2020_12, AS_WRITTEN).isPresent())
                .count();

        assertThat(compiled).isGreaterThan(100);
    }

    private static Stream<DynamicNode> files(String folder, Dialect dialect, ContractOptions options) {
        return groups(folder).stream().map(group -> dynamicContainer(group.name, cases(group, dialect, options)));
    }

    private static Set<String> lines(Path file) {
        try {
            return Set.copyOf(Files.readAllLines(file));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private record Group(String name, JsonNode schema, JsonNode tests) {}

    private static List<Group> groups(String folder) {
        List<Group> groups = new ArrayList<>();
        try (Stream<Path> files = Files.list(SUITE.resolve(folder))) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                for (JsonNode group : JSON.readTree(file.toFile())) {
                    String name = folder + "/" + file.getFileName() + ": "
                            + group.get("description").asText();
                    groups.add(new Group(name, group.get("schema"), group.get("tests")));
                }
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        return groups;
    }

    private static Stream<DynamicNode> cases(Group group, Dialect dialect, ContractOptions options) {
        return StreamSupport.stream(group.tests.spliterator(), false)
                .map(test -> dynamicTest(test.get("description").asText(), () -> {
                    if (REMOTE.contains(group.name)) {
                        assertThatThrownBy(() -> library(group, dialect, options))
                                .hasMessageContaining("nothing is loaded from elsewhere");
                        Assumptions.abort("needs a document from another server, and is refused for that");
                    }
                    Object value = ContractTrees.tree(test.get("data"));
                    boolean valid = test.get("valid").asBoolean();

                    assertThat(library(group, dialect, options).accepts(null, value))
                            .as("by the library")
                            .isEqualTo(valid);
                    Optional<ContractChecker> rules = rules(group, dialect, options);
                    if (rules.isPresent()) {
                        assertThat(rules.get().accepts(null, value))
                                .as("by rules")
                                .isEqualTo(valid);
                        assertThat(rules.get().check(null, value, 10).isEmpty()).isEqualTo(valid);
                    }
                }));
    }

    private static ContractChecker library(Group group, Dialect dialect, ContractOptions options) {
        return ContractTrees.byLibrary(Objects.requireNonNull(ContractTrees.tree(group.schema)), dialect, options);
    }

    private static Optional<ContractChecker> rules(Group group, Dialect dialect, ContractOptions options) {
        return ContractTrees.byRules(Objects.requireNonNull(ContractTrees.tree(group.schema)), dialect, options);
    }
}
