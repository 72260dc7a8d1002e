package dev.millrace.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.partner.registry.RegistryClient;
import dev.millrace.partner.registry.RegistryServer;
import dev.millrace.partner.registry.WireReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The registry that the build unpacks, as the tests of Avro use it. */
class RegistryServerIT {

    private static final Path HOME = Path.of(System.getProperty("millrace.registry"));
    private static final String ONE = record("""
            {"name": "id", "type": "long"}""");
    private static final String WIDER = record("""
            {"name": "id", "type": "long"}, {"name": "note", "type": ["null", "string"], "default": null}""");
    private static final String NARROW = record("""
            {"name": "id", "type": "long"}, {"name": "note", "type": "string"}""");

    @Test
    void keepsSchemasAndRefusesThoseThatOlderRecordsDoNotFit() throws IOException {
        RegistryClient registry = RegistryServer.shared(HOME).client();
        String subject = Platform.name("registry") + "-value";

        int id = registry.register(subject, ONE);
        registry.compatibility(subject, "BACKWARD");

        assertThat(registry.subjects()).contains(subject);
        assertThat(registry.schema(id)).isEqualTo(registry.latest(subject));
        assertThat(registry.isCompatible(subject, WIDER)).isTrue();
        assertThat(registry.isCompatible(subject, NARROW)).isFalse();
        assertThatThrownBy(() -> registry.register(subject, NARROW)).hasMessageContaining("409");
        assertThat(registry.versions(subject)).containsExactly(1);
    }

    @Test
    void namesTheSchemaOfAMessageInItsFirstBytes() throws IOException {
        RegistryClient registry = RegistryServer.shared(HOME).client();
        int id = registry.register(Platform.name("registry") + "-value", ONE);

        assertThat(new WireReader(registry).record(new byte[] {0, 0, 0, (byte) (id >> 8), (byte) id, 4}))
                .isEqualTo(Map.of("id", 2L));
    }

    @Test
    void isGoneWhenItIsClosed() throws IOException {
        RegistryServer registry = RegistryServer.start(HOME);
        RegistryClient client = registry.client();
        assertThat(client.subjects()).isEmpty();

        registry.close();

        assertThatThrownBy(client::subjects).hasRootCauseInstanceOf(IOException.class);
    }

    private static String record(String fields) {
        return "{\"type\": \"record\", \"name\": \"Order\", \"fields\": [" + fields + "]}";
    }
}
