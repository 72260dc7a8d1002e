package dev.millrace.kit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PluginVersionTest {

    @Test
    void isThatOfTheBuild() {
        assertThat(PluginVersion.current())
                .isEqualTo(System.getProperty("millrace.version"))
                .matches("\\d+\\.\\d+\\.\\d+(-SNAPSHOT)?");
    }
}
