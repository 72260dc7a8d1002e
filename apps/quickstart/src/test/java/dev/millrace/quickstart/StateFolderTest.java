package dev.millrace.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateFolderTest {
    private final Path folder;

    StateFolderTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void removesATemporaryFolderWithAllThatIsInIt() throws IOException {
        Path path;
        try (StateFolder state = StateFolder.open(Optional.empty())) {
            path = state.path();
            Files.writeString(Files.createDirectories(path.resolve("a/b")).resolve("c"), "d");
        }

        assertThat(path).doesNotExist();
    }

    @Test
    void leavesAFolderThatIsToBeKept() throws IOException {
        Path kept = folder.resolve("kept");
        try (StateFolder state = StateFolder.open(Optional.of(kept))) {
            Files.writeString(state.path().resolve("log"), "text");
        }

        assertThat(kept.resolve("log")).hasContent("text");
    }

    @Test
    void refusesAFolderThatHoldsSomethingAlready() throws IOException {
        Files.writeString(folder.resolve("precious"), "text");

        assertThatThrownBy(() -> StateFolder.open(Optional.of(folder)).close())
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("--keep")
                .hasMessageContaining("not an empty folder");
        assertThat(folder.resolve("precious")).exists();
    }
}
