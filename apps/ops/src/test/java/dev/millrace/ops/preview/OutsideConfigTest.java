package dev.millrace.ops.preview;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.feed.SampleReading;
import dev.millrace.ops.worker.ConnectorFile;
import dev.millrace.ops.worker.PluginPath;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.transforms.Transformation;
import org.apache.kafka.connect.transforms.predicates.Predicate;
import org.junit.jupiter.api.Test;

/** Holds the closed lists to what formats and plugins declare, so that a new option that names a file can't be forgotten. */
class OutsideConfigTest {

    private static final Pattern ABOUT_FILES = Pattern.compile(
            "(?i)\\b(files?|folders?)\\b[^.]*\\bon (the|each|every|a) worker|path of (a file|the contract)");

    @Test
    void knowsEveryOptionOfAFormatThatNamesFiles() {
        ConfigDef definition = new ConfigDef();
        SampleReading.define(definition);
        Set<String> files = naming(definition).stream()
                .filter(name -> !name.startsWith("pgp."))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(OutsideConfig.FILES.keySet()).containsExactlyInAnyOrderElementsOf(files);
        assertThat(OutsideConfig.FILES.values())
                .allSatisfy(instead -> assertThat(
                                instead.isEmpty() || definition.names().contains(instead))
                        .as(instead)
                        .isTrue());
    }

    @Test
    void knowsEveryOptionOfAPluginThatNamesAFileByItsEnd() throws IOException {
        try (PluginPath plugins = new PluginPath(List.of())) {
            Set<String> naming = new TreeSet<>();
            for (String type : PluginPath.brought(Transformation.class)) {
                naming.addAll(naming(
                        plugins.create("type", type, Transformation.class).config()));
            }
            for (String type : PluginPath.brought(Predicate.class)) {
                naming.addAll(
                        naming(plugins.create("type", type, Predicate.class).config()));
            }

            assertThat(naming)
                    .contains("mapping.file", "contract.file", "schema.file")
                    .allMatch(name -> name.endsWith(".file"));
        }
    }

    @Test
    void runsTheTransformsOfTheSuiteAndOfKafka() {
        assertThat(PluginPath.brought(Transformation.class))
                .contains("dev.millrace.transforms.MapFields$Value", "org.apache.kafka.connect.transforms.Filter")
                .allMatch(type -> type.startsWith("dev.millrace.transforms.")
                        || type.startsWith("org.apache.kafka.connect.transforms."));
    }

    @Test
    void passesOverWhatIsNotRun() throws IOException {
        Map<String, String> settings = Map.of(
                "sftp.password", "${file:/secrets/sftp:password}",
                "spool.dir", "/var/spool",
                "transforms.unused.type", "java.lang.Object");

        try (PluginPath plugins = new PluginPath(List.of())) {
            assertThat(OutsideConfig.refusals(new ConnectorFile(settings), plugins))
                    .isEmpty();
        }
    }

    private static Set<String> naming(ConfigDef definition) {
        return definition.configKeys().values().stream()
                .filter(key -> key.documentation != null
                        && ABOUT_FILES.matcher(key.documentation).find())
                .map(key -> key.name)
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
