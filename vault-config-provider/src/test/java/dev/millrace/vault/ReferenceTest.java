package dev.millrace.vault;

import dev.millrace.testkit.ReferencePage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** The reference page: an introduction by hand, then the parameters as they are declared. */
class ReferenceTest {

    private static final Path PAGE = Path.of("../docs/reference/vault-config-provider.md");

    @Test
    void saysWhatTheCodeDeclares() throws IOException {
        ReferencePage.matches(PAGE, introduction() + "\n" + ReferencePage.options(VaultSettings.definition()));
    }

    private static String introduction() throws IOException {
        try (InputStream in = Objects.requireNonNull(
                ReferenceTest.class.getResourceAsStream("/reference-introduction.md"), "the introduction is missing")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
