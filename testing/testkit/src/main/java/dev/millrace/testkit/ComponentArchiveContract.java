package dev.millrace.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.apache.kafka.connect.connector.Connector;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the archive of every plugin must be: a Confluent Hub component archive (its specification, "Component archive"),
 * with exactly the libraries of {@code contents.txt}, their licences and a bill of materials, the same for everybody who
 * builds it, and with plugins that {@code plugin.discovery=service_load} finds (KIP-898).
 *
 * <p>Runs after the packaging, as an {@code *IT} of the plugin's module. The archive is read once.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class ComponentArchiveContract {
    private static final Pattern JAR_AND_LICENCE = Pattern.compile("(\\S+\\.jar) (\\S.*)");

    private final ComponentArchive archive = ComponentArchive.built();
    private final Map<String, Object> manifest = JsonDocument.object(archive.bytes("manifest.json"));
    private final Map<Class<?>, List<String>> plugins;

    /**
     * The contract of a plugin.
     *
     * @param kind {@code SourceConnector} or {@code SinkConnector}: the interface of the service loader
     * @param connectors the names of the connectors' classes
     */
    protected ComponentArchiveContract(Class<? extends Connector> kind, String... connectors) {
        this(Map.of(kind, List.of(connectors)));
    }

    /**
     * The contract of a component with plugins of several kinds.
     *
     * @param plugins the names of the classes for each interface of the service loader
     */
    protected ComponentArchiveContract(Map<Class<?>, List<String>> plugins) {
        this.plugins = Map.copyOf(plugins);
    }

    @Test
    void standsInOneFolderWithTheLayoutOfAComponentArchive() {
        assertThat(archive.entries().keySet())
                .allSatisfy(path -> assertThat(path).startsWith(archive.name() + "/"));
        assertThat(archive.paths())
                .contains(
                        "manifest.json",
                        "doc/README.md",
                        "doc/LICENSE",
                        "doc/NOTICE",
                        "doc/CHANGELOG.md",
                        "doc/THIRD-PARTY.txt",
                        "assets/millrace.png",
                        "assets/millrace.svg")
                .anyMatch(path -> path.matches("etc/.+\\.(json|properties)"))
                .allMatch(path -> path.matches("manifest\\.json|(lib|doc|etc|assets)/.+"));
    }

    @Test
    void saysInTheManifestWhatTheSpecificationKnowsAndNothingElse() {
        ManifestRules.check(manifest, archive);

        assertThat(archive.text("manifest.json"))
                .as("every placeholder is filled")
                .doesNotContain("${");
    }

    @Test
    void namesTheTypesOfItsPluginsInTheManifest() {
        List<String> types = plugins.keySet().stream()
                .flatMap(kind -> Stream.of("source", "sink", "converter", "transform")
                        // A predicate is installed with transforms; for a config provider the specification has no
                        // word.
                        .filter(type -> (kind.getSimpleName().equals("Predicate")
                                        ? "transformation"
                                        : kind.getSimpleName())
                                .toLowerCase(Locale.ROOT)
                                .contains(type)))
                .distinct()
                .toList();

        if (!types.isEmpty()) {
            assertThat(manifest.get("component_types"))
                    .asInstanceOf(InstanceOfAssertFactories.list(String.class))
                    .containsExactlyInAnyOrderElementsOf(types);
        }
    }

    @Test
    void bringsALogoThatTheHubTakes() throws IOException {
        var logo = ImageIO.read(new ByteArrayInputStream(archive.bytes("assets/millrace.png")));

        assertThat(logo.getWidth()).isGreaterThanOrEqualTo(400);
        assertThat(logo.getHeight()).isGreaterThanOrEqualTo(200);
        assertThat(archive.text("assets/millrace.svg")).contains("<svg ");
    }

    @Test
    void holdsExactlyTheLibrariesOfItsContentsFile() throws IOException {
        List<String> listed = contents().map(line -> line.group(1)).sorted().toList();

        assertThat(archive.jars())
                .as(
                        "the jars in lib/ are not those of contents.txt: if the change is meant, correct the file (%s is"
                                + " this build's version), each jar with its licence",
                        manifest.get("version"))
                .isEqualTo(listed);
    }

    @Test
    void listsTheLicenceOfEveryJarForItsUsers() throws IOException {
        assertThat(archive.text("doc/THIRD-PARTY.txt").lines().filter(line -> !line.startsWith("#")))
                .containsExactlyElementsOf(contents().map(Matcher::group).toList());
    }

    @Test
    void bringsTheLicenceTextOfEveryJar() throws IOException {
        assertThat(archive.text("doc/LICENSE")).contains("Apache License", "Version 2.0, January 2004");
        assertThat(contents().toList()).allSatisfy(line -> {
            String artifact = line.group(1).replaceFirst("-\\d.*", "");
            boolean apache = line.group(2).contains("Apache-2.0");
            assertThat(apache || licences().anyMatch(path -> isOf(artifact, path)))
                    .as(
                            "a licence text of %s: where the jar brings none, put it to META-INF/licenses/%s/LICENSE in the"
                                    + " resources of the module that needs the jar",
                            line.group(1), artifact)
                    .isTrue();
        });
    }

    @Test
    void bringsTheNoticesThatTheJarsHold() {
        List<String> withNotice = archive.jars().stream()
                .filter(jar ->
                        archive.jar(jar).keySet().stream().anyMatch(path -> path.matches("META-INF/NOTICE[^/]*")))
                .toList();

        assertThat(withNotice)
                .allSatisfy(jar -> assertThat(archive.paths())
                        .anyMatch(path -> path.matches("doc/licenses/" + Pattern.quote(jar.replaceFirst("-\\d.*", ""))
                                + "/META-INF/NOTICE[^/]*")));
    }

    @Test
    void bringsABillOfMaterialsOfExactlyItsJars() {
        assumeTrue(
                archive.has("doc/sbom.cdx.json") || !"offline=true".equals(System.getProperty("millrace.network")),
                "the Maven plugin that writes the bill of materials works online only");

        Map<String, Object> bill = JsonDocument.object(archive.bytes("doc/sbom.cdx.json"));
        List<Map<String, Object>> parts = JsonDocument.objects(bill, "components");

        assertThat(bill).containsEntry("bomFormat", "CycloneDX").doesNotContainKey("serialNumber");
        assertThat(parts.stream().map(ComponentArchiveContract::jar).sorted())
                .containsExactlyElementsOf(archive.jars().stream()
                        .filter(jar -> !jar.equals(manifest.get("name") + "-" + manifest.get("version") + ".jar"))
                        .toList());
        assertThat(parts)
                .allSatisfy(part -> assertThat(JsonDocument.objects(part, "hashes"))
                        .as("the hash of %s", jar(part))
                        .contains(
                                Map.of("alg", "SHA-512", "content", Hashes.sha512(archive.bytes("lib/" + jar(part))))));
    }

    @Test
    void hasAChecksumBesideItThatShellsCanCheck() throws IOException {
        for (String form : List.of("zip", "tar.gz")) {
            assertThat(new String(archive.packed(form + ".sha512"), StandardCharsets.UTF_8).strip())
                    .isEqualTo(Hashes.sha512(archive.packed(form)) + "  " + archive.name() + "." + form);
        }
    }

    @Test
    void holdsTheSameAsTarAsItDoesAsZip() throws IOException {
        Map<String, PackedFile> tar = PackedFile.ofTarGz(archive.packed("tar.gz"));

        assertThat(tar.keySet())
                .containsExactlyInAnyOrderElementsOf(archive.entries().keySet());
        assertThat(tar)
                .allSatisfy((path, file) -> assertThat(
                                Arrays.equals(file.content(), archive.bytes(path.substring(path.indexOf('/') + 1))))
                        .as("%s is the same in both", path)
                        .isTrue());
    }

    @Test
    void tellsNothingOfTheMachineThatBuiltIt() throws IOException {
        LocalDateTime day =
                LocalDate.parse(String.valueOf(manifest.get("release_date"))).atStartOfDay();

        assertThat(archive.entries())
                .allSatisfy((path, file) -> assertThat(file.time()).isEqualTo(day));
        assertThat(PackedFile.ofTarGz(archive.packed("tar.gz"))).allSatisfy((path, file) -> {
            assertThat(file.time()).isEqualTo(day);
            assertThat(file.owner()).isEqualTo("root:root 0:0");
        });
        assertThat(archive.ownJars()).isNotEmpty().allSatisfy(jar -> {
            Map<String, PackedFile> files = archive.jar(jar);
            assertThat(files).allSatisfy((path, file) -> assertThat(file.time()).isEqualTo(day));
            assertThat(new String(
                            Objects.requireNonNull(files.get("META-INF/MANIFEST.MF"))
                                    .content(),
                            StandardCharsets.UTF_8))
                    .doesNotContain("Built-By", "Build-Jdk:", "Build-Time", "Bnd-LastModified");
        });
    }

    @Test
    void bringsNothingThatTheWorkerBrings() {
        assertThat(archive.jars())
                .isNotEmpty()
                .noneMatch(
                        jar -> jar.matches(
                                "(kafka|connect-(api|json|runtime|transforms)|slf4j|log4j|reload4j|logback|scala|jakarta|javax)[-._].*"))
                .allSatisfy(jar -> assertThat(archive.jar(jar).keySet())
                        .noneMatch(path -> path.matches("(org/apache/kafka|org/slf4j|(jakarta|javax)/ws/rs)/.*")));
    }

    @Test
    void isFoundByTheServiceLoader() {
        plugins.forEach((kind, classes) -> {
            assertThat(archive.inJars("META-INF/services/" + kind.getName()))
                    .singleElement()
                    .satisfies(services ->
                            assertThat(services.strip().lines()).containsExactlyInAnyOrderElementsOf(classes));
            assertThat(classes)
                    .isNotEmpty()
                    .allSatisfy(plugin -> assertThat(archive.inJars(plugin.replace('.', '/') + ".class"))
                            .hasSize(1));
        });
    }

    @Test
    void hidesNoPluginFromTheServiceLoader(@TempDir Path folder) throws IOException {
        try (ArchivedPlugins archived = new ArchivedPlugins(archive, folder)) {
            assertThat(ArchivedPlugins.KINDS)
                    .allSatisfy(kind -> assertThat(archived.ofKind(kind))
                            .as("public classes that are a %s", kind.getSimpleName())
                            .containsExactlyInAnyOrderElementsOf(plugins.getOrDefault(kind, List.of())));
        }
    }

    @Test
    void givesEveryPluginTheVersionOfTheArchive(@TempDir Path folder) throws IOException {
        try (ArchivedPlugins archived = new ArchivedPlugins(archive, folder)) {
            plugins.values().stream()
                    .flatMap(List::stream)
                    .forEach(plugin -> assertThatCode(
                                    () -> assertThat(archived.version(plugin)).isEqualTo(manifest.get("version")))
                            .as("%s has a public constructor without arguments and the version of the manifest", plugin)
                            .doesNotThrowAnyException());
        }
    }

    private Stream<Matcher> contents() throws IOException {
        return Files.readAllLines(Path.of("contents.txt")).stream()
                .filter(line -> !line.startsWith("#"))
                .map(line -> line.replace("${version}", String.valueOf(manifest.get("version"))))
                .map(JAR_AND_LICENCE::matcher)
                .peek(line -> assertThat(line.matches())
                        .as("a jar, a blank and its licence")
                        .isTrue());
    }

    /** The licence texts in the archive. */
    private Stream<String> licences() {
        return archive.paths().stream().filter(path -> path.startsWith("doc/licenses/"));
    }

    /** Whether a text is in the artifact's own folder, or in a jar of ours in the folder of its project. */
    private static boolean isOf(String artifact, String path) {
        String project = artifact.startsWith("bc") && artifact.endsWith("-jdk18on") ? "bouncycastle" : artifact;
        return path.matches(".*/(LICENSE|COPYING)[^/]*")
                && (path.startsWith("doc/licenses/" + artifact + "/")
                        || path.contains("/META-INF/licenses/" + project + "/"));
    }

    private static String jar(Map<String, Object> part) {
        return part.get("name") + "-" + part.get("version") + ".jar";
    }
}
