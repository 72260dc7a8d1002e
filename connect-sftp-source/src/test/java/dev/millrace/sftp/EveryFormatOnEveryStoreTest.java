package dev.millrace.sftp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.feed.format.Formats;
import dev.millrace.testkit.ConnectorHarness;
import dev.millrace.testkit.DeliveryMode;
import dev.millrace.testkit.SourceHarness;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A format knows nothing of stores, and a store nothing of formats: each pair of them carries a file to its end. */
@Timeout(120)
class EveryFormatOnEveryStoreTest {

    /**
     * A small file.
     *
     * @param options what the format needs besides
     * @param records how many there are in it
     */
    private record Sample(String content, int records, Map<String, String> options) {}

    private static final Map<String, Sample> SAMPLES = Map.ofEntries(
            Map.entry("csv", new Sample("id,name\n1,Ada\n2,\"Bob, \"\"the second\"\"\"\n3,Grüße\n", 3, Map.of())),
            Map.entry(
                    "fixed-width",
                    new Sample(
                            "1Ada  \n2Grüße\n",
                            2,
                            Map.of(
                                    "fixed-width.layout",
                                    "{name: row, record: {length: 6, unit: character, fields: "
                                            + "[{name: id, len: 1, as: int32}, {name: name, len: 5}]}}"))),
            Map.entry(
                    "copybook",
                    new Sample(
                            "1Ada  2Bob  ",
                            2,
                            Map.of(
                                    "copybook.text",
                                    "01 R.\n05 ID PIC 9.\n05 NAME PIC X(5).\n",
                                    "copybook.charset",
                                    "ISO-8859-1"))),
            Map.entry(
                    "layout",
                    new Sample(
                            "1Ada  2Bob  ",
                            2,
                            Map.of(
                                    "layout.text",
                                    "{name: row, record: {fields: [{name: id, type: ascii(1)}, {name: name, type: ascii(5)}]}}"))),
            Map.entry("json", new Sample("{\"id\":1}\n{\"id\":2,\"name\":\"Grüße\"}\n", 2, Map.of())),
            Map.entry(
                    "xml",
                    new Sample("<rows>\n<row id='1'/><row id='2'><name>Grüße</name></row></rows>\n", 2, Map.of())),
            Map.entry("edi", new Sample("""
                            UNB+UNOY:4+S+R+250102:0304+R1'
                            UNH+1+ORDERS:D:96A:UN'BGM+220+PO1'UNT+3+1'
                            UNH+2+ORDERS:D:96A:UN'BGM+220+Grüße'UNT+3+2'
                            UNZ+2+R1'
                            """, 2, Map.of())),
            Map.entry("form", new Sample("id=1&name=Gr%C3%BC%C3%9Fe", 1, Map.of())),
            Map.entry(
                    "multipart",
                    new Sample(
                            "--b\r\nContent-Disposition: form-data; name=\"id\"\r\n\r\n1\r\n--b--\r\n", 1, Map.of())),
            Map.entry("html", new Sample("<table><tr><th>id<tr><td>1<tr><td>Grüße</table>", 2, Map.of())),
            Map.entry("lines", new Sample("one\ntwo\nGrüße", 3, Map.of())),
            Map.entry("whole-file", new Sample("one\ntwo\n", 1, Map.of())));

    static Stream<Arguments> pairs() {
        return Formats.names().stream()
                .flatMap(format -> Stream.of(StoreUnderTest.values()).map(store -> Arguments.of(format, store)));
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void readsAFileToItsEndAndArchivesIt(String format, StoreUnderTest store, @TempDir Path folder) throws IOException {
        Sample sample = Objects.requireNonNull(SAMPLES.get(format), "a sample of the format is missing: add one");
        Files.createDirectory(folder.resolve("archive"));
        Files.createDirectory(folder.resolve("in"));
        Files.writeString(folder.resolve("in/sample.dat"), sample.content(), StandardCharsets.UTF_8);
        try (StoreUnderTest.Served served = store.serve(folder)) {
            Map<String, String> configuration = served.configuration();
            configuration.put("format", format);
            configuration.putAll(sample.options());
            try (SourceHarness harness =
                    ConnectorHarness.source(SftpSourceConnector::new, configuration, DeliveryMode.AT_LEAST_ONCE)) {
                harness.start();

                harness.runUntil(() -> Files.exists(folder.resolve("archive/sample.dat")), "the file is archived");

                assertThat(harness.delivered("rows")).hasSize(sample.records());
            }
        }
        assertThat(folder.resolve("in")).isEmptyDirectory();
        assertThat(folder.resolve("archive/sample.dat")).hasContent(sample.content());
    }
}
