package dev.millrace.containers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ImagesTest {

    @Test
    void everyServerHasAnImageWithAFixedTag() throws Exception {
        String compose = Files.readString(Path.of(System.getProperty("millrace.root"), "docker-compose.yml"));
        Images images = new Images(compose, Map.of());

        assertThat(List.of("KAFKA_IMAGE", "POSTGRES_IMAGE", "MYSQL_IMAGE", "SFTP_IMAGE"))
                .map(images::named)
                .allMatch(name -> name.matches("[^:]+:.+") && !name.endsWith(":latest"));
    }

    @Test
    void aVariableChoosesAnotherUnlessItIsEmpty() {
        String compose = "    image: ${KAFKA_IMAGE:-apache/kafka:4.3.1}\n    image: ${SFTP_IMAGE:-atmoz/sftp:alpine}\n";
        Images images = new Images(compose, Map.of("KAFKA_IMAGE", "mine/kafka:1", "SFTP_IMAGE", ""));

        assertThat(images.named("KAFKA_IMAGE")).isEqualTo("mine/kafka:1");
        assertThat(images.named("SFTP_IMAGE")).isEqualTo("atmoz/sftp:alpine");
    }

    @Test
    void anUnknownVariableIsNamed() {
        assertThatThrownBy(() -> new Images("", Map.of()).named("KAFKA_IMAGE"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("KAFKA_IMAGE");
    }
}
