package dev.millrace.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FixturesTest {
    private final String before = System.getProperty(Fixtures.PROPERTY, "");

    private final Path root;

    FixturesTest(@TempDir Path root) {
        this.root = root;
    }

    @AfterEach
    void restore() {
        System.setProperty(Fixtures.PROPERTY, before);
    }

    @Test
    void findsAFolder() throws IOException {
        Path samples = Files.createDirectory(root.resolve("csv"));
        System.setProperty(Fixtures.PROPERTY, root.toString());

        assertThat(Fixtures.folder("csv")).isEqualTo(samples);
    }

    @Test
    void skipsWithAMessageWhenTheFolderIsMissing() {
        System.setProperty(Fixtures.PROPERTY, root.toString());

        assertThatThrownBy(() -> Fixtures.folder("csv"))
                .hasMessageContaining("does not exist")
                .satisfies(
                        thrown -> assertThat(thrown.getClass().getSimpleName()).isEqualTo("TestAbortedException"));
    }
}
