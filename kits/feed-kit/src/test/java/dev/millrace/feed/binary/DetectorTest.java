package dev.millrace.feed.binary;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.feed.format.Formats;
import dev.millrace.feed.format.Read;
import dev.millrace.feed.format.ReadContext;
import dev.millrace.feed.format.RecordReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DetectorTest {

    private static final String COPYBOOK = """
                   01 CUSTOMER.
                      05 ID PIC 9(5).
                      05 NAME PIC X(10).
                      05 BALANCE PIC S9(5)V99 COMP-3.
            """;

    @ParameterizedTest
    @CsvSource({
        "f, IBM037, copybook.framing=f",
        "f, ISO-8859-1, copybook.charset=ISO-8859-1",
        "v, IBM037, copybook.framing=v",
        "vb, IBM037, copybook.framing=vb",
        "little, IBM037, copybook.framing.endian=little"
    })
    void proposesTheSettingsThatAFileFits(String framing, String charset, String proposal, @TempDir Path folder)
            throws IOException {
        Path sample = folder.resolve("sample.bin");
        Files.write(sample, file(framing, Charset.forName(charset)));
        String wrong = framing.equals("f") ? "v" : "f";

        Map<String, String> problems = problems(wrong, sample);
        Map<String, String> none = problems(framing.equals("little") ? "v" : framing, sample);

        assertThat(problems).containsOnlyKeys("copybook.framing");
        assertThat(problems.get("copybook.framing")).contains(proposal, "packed and zoned fields valid");
        if (charset.equals("IBM037") && !framing.equals("little")) {
            assertThat(none).isEmpty();
        }
    }

    @Test
    void tellsInTheFirstRecordsMessageWhatWouldFit() throws IOException {
        AbstractConfig config = config(Map.of("copybook.text", COPYBOOK));

        try (RecordReader reader = BinaryFormat.copybook()
                .open(new ByteArrayInputStream(file("f", ISO_8859_1)), ReadContext.fromStart(config, "a.bin"))) {
            Read.Malformed wrong = (Read.Malformed) reader.next();

            assertThat(wrong.message()).contains("copybook.charset=ISO-8859-1").doesNotContain("Somebody");
        }
    }

    private static Map<String, String> problems(String framing, Path sample) {
        Map<String, String> options = new HashMap<>(Map.of("copybook.text", COPYBOOK));
        options.put("copybook.framing", framing);
        options.put("copybook.sample.file", sample.toString());
        Map<String, String> problems = new LinkedHashMap<>();
        BinaryFormat.copybook().validate(config(options), problems::put);
        return problems;
    }

    private static byte[] file(String framing, Charset charset) {
        StringBuilder file = new StringBuilder();
        for (int i = 0; i < 50; i++) {
            String record = String.format("'%05d' 'Somebody%02d' 00%05d%s ", i, i, i, i % 2 == 0 ? "C" : "D");
            switch (framing) {
                case "v" -> file.append("00170000").append(record);
                case "vb" ->
                    file.append(i % 10 == 0 ? "00EA0000" : "")
                            .append("00170000")
                            .append(record);
                case "little" -> file.append("00001700").append(record);
                default -> file.append(record);
            }
        }
        return Bytes.of(file.toString(), charset);
    }

    private static AbstractConfig config(Map<String, String> options) {
        ConfigDef definition = new ConfigDef();
        Formats.define(definition);
        return new AbstractConfig(definition, options, false);
    }
}
