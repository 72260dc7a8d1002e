package dev.millrace.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.kafka.common.config.ConfigDef;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReferencePageTest {
    private final Path folder;

    ReferencePageTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @AfterEach
    void clear() {
        System.clearProperty(ReferencePage.UPDATE);
    }

    @Test
    void listsEachGroupWithItsKeys() {
        String page = ReferencePage.options(DrawerConnector.definition());

        assertThat(page).isEqualTo("""
                        ## Drawer

                        | key | type | default | values | what it decides |
                        |---|---|---|---|---|
                        | `drawer.name` | string | **required** | non-empty string | Which drawer to open. |
                        | `drawer.opening.ms` | long | `100` | [0,...,1000] | How long opening takes: use \\| with care. |

                        ## Lock

                        | key | type | default | values | what it decides |
                        |---|---|---|---|---|
                        | `drawer.password` | password |  |  | What unlocks it. |
                        """);
    }

    @Test
    void saysNothingOfACheckWithoutWords() {
        ConfigDef definition = new ConfigDef()
                .define(
                        "drawer.label",
                        ConfigDef.Type.STRING,
                        "",
                        (key, value) -> {},
                        ConfigDef.Importance.LOW,
                        "What stands on it.",
                        "Drawer",
                        1,
                        ConfigDef.Width.SHORT,
                        "Label");

        assertThat(ReferencePage.options(definition))
                .contains("| `drawer.label` | string | (empty) |  | What stands on it. |");
    }

    @Test
    void acceptsAPageThatSaysTheSame() throws IOException {
        Path page = Files.writeString(folder.resolve("page.md"), "one\r\ntwo\r\n");

        assertThatCode(() -> ReferencePage.matches(page, "one\ntwo\n")).doesNotThrowAnyException();
    }

    @Test
    void namesTheFirstDifferenceAndHowToUpdate() throws IOException {
        Path page = Files.writeString(folder.resolve("page.md"), "one\ntwo\n");

        assertThatThrownBy(() -> ReferencePage.matches(page, "one\nthree\n"))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("line 2")
                .hasMessageContaining("three")
                .hasMessageContaining("-Dmillrace.reference.update=true");
    }

    @Test
    void failsWhenThePageIsMissing() {
        Path page = folder.resolve("missing.md");

        assertThatThrownBy(() -> ReferencePage.matches(page, "one\n")).isInstanceOf(AssertionError.class);
    }

    @Test
    void writesThePageWhenAskedTo() {
        Path page = folder.resolve("reference/page.md");
        System.setProperty(ReferencePage.UPDATE, "true");

        ReferencePage.matches(page, "one\n");

        assertThat(page).hasContent("one\n");
    }
}
