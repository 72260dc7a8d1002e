package dev.millrace.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;

/**
 * What may and must stand in the {@code manifest.json} of a component archive (Confluent Hub, "Component archive
 * specification"; the fields are those of the packaging tool's model, {@code io.confluent.connect.packaging.manifest}).
 */
final class ManifestRules {
    private static final List<String> REQUIRED = List.of(
            "name",
            "version",
            "title",
            "description",
            "owner",
            "support",
            "component_types",
            "license",
            "logo",
            "tags",
            "requirements",
            "features",
            "docker_image",
            "release_date");
    private static final List<String> OPTIONAL = List.of("documentation_url", "source_url");
    private static final List<String> FEATURES = List.of(
            "supported_encodings",
            "single_message_transforms",
            "confluent_control_center_integration",
            "kafka_connect_api",
            "delivery_guarantee");
    private static final String URL = "https://[a-z0-9.-]+(/\\S*)?";

    private ManifestRules() {}

    /** Fails with the first field that is not as the specification has it. */
    static void check(Map<String, Object> manifest, ComponentArchive archive) {
        assertThat(manifest.keySet())
                .containsAll(REQUIRED)
                .allMatch(key -> REQUIRED.contains(key) || OPTIONAL.contains(key));
        assertThat(text(manifest, "name")).matches("[a-z0-9][a-z0-9_-]*");
        // What Maven orders and KIP-891 compares.
        assertThat(text(manifest, "version")).matches("\\d+\\.\\d+\\.\\d+(-[A-Za-z0-9.]+)?");
        assertThat(archive.name()).isEqualTo("millrace-" + text(manifest, "name") + "-" + text(manifest, "version"));
        assertThat(text(manifest, "title")).matches("Millrace \\S.*");
        assertThat(text(manifest, "description")).hasSizeGreaterThan(20);
        assertThat(OPTIONAL.stream().filter(manifest::containsKey))
                .allMatch(key -> text(manifest, key).matches(URL));
        assertThat(text(manifest, "release_date"))
                .isEqualTo(LocalDate.parse(text(manifest, "release_date")).toString());
        assertThat(archive.has(text(manifest, "logo")))
                .as("the logo is in the archive")
                .isTrue();
        assertThat(texts(manifest, "tags"))
                .isNotEmpty()
                .doesNotHaveDuplicates()
                .allMatch(tag -> tag.matches("[a-z0-9 -]+"));
        assertThat(texts(manifest, "requirements")).contains("Java 17 or newer", "Kafka Connect 3.9 to 4.3");
        assertThat(texts(manifest, "component_types"))
                .isNotEmpty()
                .doesNotHaveDuplicates()
                .isSubsetOf("source", "sink", "transform", "converter");
        assertThat(object(manifest, "docker_image"))
                .allSatisfy((key, value) -> assertThat(key).isIn("namespace", "name", "tag", "registry"));
        owner(object(manifest, "owner"));
        support(object(manifest, "support"));
        licences(JsonDocument.objects(manifest, "license"));
        features(object(manifest, "features"));
    }

    private static void owner(Map<String, Object> owner) {
        assertThat(owner.keySet())
                .contains("username", "type", "name")
                .isSubsetOf("username", "type", "name", "url", "logo");
        assertThat(text(owner, "username")).matches("[a-z0-9_]{2,255}").isEqualTo("millrace");
        assertThat(text(owner, "type")).isIn("organization", "user");
        assertThat(text(owner, "name")).isEqualTo("Millrace");
    }

    private static void support(Map<String, Object> support) {
        assertThat(support.keySet())
                .contains("summary", "provider_name")
                .isSubsetOf("summary", "url", "logo", "provider_name");
        assertThat(text(support, "summary")).hasSizeGreaterThan(20);
        assertThat(text(support, "provider_name")).isNotBlank();
    }

    private static void licences(List<Map<String, Object>> licences) {
        assertThat(licences).singleElement().satisfies(licence -> {
            assertThat(text(licence, "name")).isEqualTo("Apache-2.0");
            assertThat(text(licence, "url")).matches(URL);
        });
    }

    private static void features(Map<String, Object> features) {
        assertThat(features.keySet()).containsExactlyInAnyOrderElementsOf(FEATURES);
        assertThat(texts(features, "supported_encodings")).isNotEmpty();
        assertThat(features.get("single_message_transforms")).isInstanceOf(Boolean.class);
        assertThat(features.get("confluent_control_center_integration")).isEqualTo(false);
        assertThat(features.get("kafka_connect_api")).isEqualTo(true);
        assertThat(texts(features, "delivery_guarantee"))
                .isNotEmpty()
                .doesNotHaveDuplicates()
                .isSubsetOf("at_least_once", "exactly_once");
    }

    private static String text(Map<String, Object> parent, String name) {
        assertThat(parent.get(name)).as(name).isInstanceOf(String.class);
        return String.valueOf(parent.get(name));
    }

    @SuppressWarnings("unchecked")
    private static List<String> texts(Map<String, Object> parent, String name) {
        assertThat(parent.get(name)).as(name).isInstanceOf(List.class);
        return (List<String>) parent.getOrDefault(name, List.of());
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> object(Map<String, Object> parent, String name) {
        assertThat(parent.get(name)).as(name).isInstanceOf(Map.class);
        return (Map<String, Object>) parent.getOrDefault(name, Map.of());
    }
}
