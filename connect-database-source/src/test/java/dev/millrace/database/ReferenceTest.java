package dev.millrace.database;

import dev.millrace.testkit.ReferenceDescriptor;
import dev.millrace.testkit.ReferencePage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** The reference page: an introduction by hand, then the options as they are declared. */
class ReferenceTest {

    private static final Path PAGE = Path.of("../docs/reference/connect-database-source.md");
    private static final Path DESCRIPTOR = Path.of("../docs/reference/connect-database-source.json");

    @Test
    void saysWhatTheCodeDeclares() throws IOException {
        ReferencePage.matches(PAGE, introduction() + "\n" + ReferencePage.options(DatabaseSourceSettings.definition()));
    }

    @Test
    void describesItselfToPrograms() {
        ReferencePage.matches(
                DESCRIPTOR,
                ReferenceDescriptor.of(
                        "connect-database-source",
                        List.of(new ReferenceDescriptor.Component(
                                "DatabaseSourceConnector",
                                "source-connector",
                                List.of(DatabaseSourceConnector.class.getName()),
                                new DatabaseSourceConnector().config()))));
    }

    private static String introduction() throws IOException {
        try (InputStream in = Objects.requireNonNull(
                ReferenceTest.class.getResourceAsStream("/reference-introduction.md"), "the introduction is missing")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
