package dev.millrace.containers;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The forms that images and clients want names in. */
class FormsTest {

    @Test
    void aSettingOfABrokerBecomesTheVariableOfItsImage() {
        assertThat(KafkaImage.variable("auto.create.topics.enable")).isEqualTo("KAFKA_AUTO_CREATE_TOPICS_ENABLE");
        assertThat(KafkaImage.variable("a_b-c.d")).isEqualTo("KAFKA_A__B___C_D");
    }

    @Test
    void aHostKeyHasTheFingerprintThatOpenSshPrints() {
        // Made by ssh-keygen 9.2; the fingerprint is what its -l prints.
        assertThat(SftpContainer.fingerprint(
                        "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAILYZpynvmn+H1FXNHJZxsUMBZK4YFoey3NWY9qwzRKmM partner\n"))
                .isEqualTo("SHA256:5jDwkQ/wM5bF1Ymk++ac4LatJOZ6YdITwBzSTEpqKoI");
    }
}
