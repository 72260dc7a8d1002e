package dev.millrace.legacy;

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

    private static final Path PAGE = Path.of("../docs/reference/connect-legacy-binary-source.md");
    private static final Path DESCRIPTOR = Path.of("../docs/reference/connect-legacy-binary-source.json");

    @Test
    void saysWhatTheCodeDeclares() throws IOException {
        ReferencePage.matches(
                PAGE,
                introduction() + "\n# Options of FramedTcpSourceConnector\n\n"
                        + ReferencePage.options(FramedTcpSettings.definition())
                        + "\n# Options of RecordFileSourceConnector\n\n"
                        + ReferencePage.options(RecordFileSettings.definition()));
    }

    @Test
    void describesItselfToPrograms() {
        ReferencePage.matches(
                DESCRIPTOR,
                ReferenceDescriptor.of(
                        "connect-legacy-binary-source",
                        List.of(
                                new ReferenceDescriptor.Component(
                                        "FramedTcpSourceConnector",
                                        "source-connector",
                                        List.of(FramedTcpSourceConnector.class.getName()),
                                        new FramedTcpSourceConnector().config()),
                                new ReferenceDescriptor.Component(
                                        "RecordFileSourceConnector",
                                        "source-connector",
                                        List.of(RecordFileSourceConnector.class.getName()),
                                        new RecordFileSourceConnector().config()))));
    }

    private static String introduction() throws IOException {
        try (InputStream in = Objects.requireNonNull(
                ReferenceTest.class.getResourceAsStream("/reference-introduction.md"), "the introduction is missing")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
