package dev.millrace.it;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.it.InstalledPlugins.Plugin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** All zips of a build beside each other, as one worker may have them. */
class ComponentsIT {
    private static final Path ROOT = Path.of(System.getProperty("millrace.root"));

    /** Of two zips with one plugin class a worker would take the newer one, silently, for all connectors. */
    @Test
    void shareNoPlugin() {
        Map<String, Set<Path>> places =
                InstalledPlugins.all().stream().collect(groupingBy(Plugin::type, mapping(Plugin::component, toSet())));

        assertThat(places)
                .isNotEmpty()
                .allSatisfy((plugin, components) ->
                        assertThat(components).as("the zips with %s", plugin).hasSize(1));
    }

    @Test
    void haveOneVersion() {
        assertThat(InstalledPlugins.all().stream().map(Plugin::version).distinct())
                .hasSize(1);
    }

    /** The profile {@code release} takes the archive of every module with a manifest: no more, and none is forgotten. */
    @Test
    void areThoseOfTheModulesWithAManifest() throws IOException {
        List<String> installed = InstalledPlugins.components().stream()
                .map(component -> component.getFileName().toString())
                .map(name -> name.replaceFirst("^millrace-", "").replaceFirst("-\\d.*$", ""))
                .toList();

        assertThat(modules()
                        .filter(module -> Files.exists(ROOT.resolve(module).resolve("src/component/manifest.json"))))
                .containsExactlyInAnyOrderElementsOf(installed);
    }

    private static Stream<String> modules() throws IOException {
        return Files.readAllLines(ROOT.resolve("pom.xml")).stream()
                .map(String::strip)
                .filter(line -> line.startsWith("<module>"))
                .map(line -> line.substring("<module>".length(), line.indexOf("</module>")));
    }
}
