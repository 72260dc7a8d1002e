package dev.millrace.ops.preview;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.ops.console.RunningConsole;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PreviewSectionTest {

    private static final String CSV = "id,name\n1,Ada\n2,<script>alert(1)</script>\n3\n";

    private final RunningConsole console = RunningConsole.open(new PreviewSection());

    @AfterEach
    void close() {
        console.close();
    }

    @Test
    void showsRecordsAndWhatEachTransformChanges() throws JsonProcessingException {
        String page = preview(
                CSV,
                "malformed.topic",
                "bad",
                "malformed.mode",
                "quarantine",
                "transforms",
                "hide",
                "transforms.hide.type",
                "org.apache.kafka.connect.transforms.MaskField$Value",
                "transforms.hide.fields",
                "name",
                "transforms.hide.replacement",
                "***");

        assertThat(page)
                .contains("3 records, read as csv", "2 delivered", "1 set-aside", "set-aside to bad")
                .contains("<del>string?  Ada</del>", "<ins>string?  ***</ins>")
                .contains("&lt;script&gt;alert(1)&lt;/script&gt;")
                .doesNotContain("<script>alert");
    }

    @Test
    void runsItsOwnExample() throws JsonProcessingException {
        String page = console.get("/preview?example=1").body();

        assertThat(page).contains("Ada Lovelace", "orders-from-partner");
        assertThat(PreviewForm.example().sample()).contains("4713,Alan Turing");
        assertThat(posted(PreviewForm.example().config(), PreviewForm.example().sample(), "TEXT"))
                .contains("1 delivered", "1 dropped", "2 set-aside")
                .contains("set-aside to orders-rejected", "set-aside to orders-malformed");
    }

    @Test
    void takesBinarySamplesInTwoForms() throws JsonProcessingException {
        byte[] bytes = HexFormat.of().parseHex("c1c4c1f1c2d6c2f2"); // ADA1BOB2 in IBM037
        Map<String, String> settings = new TreeMap<>(Map.of(
                "connector.class",
                "x",
                "format",
                "copybook",
                "copybook.text",
                "       01 R.\n          05 NAME PIC X(3).\n          05 N PIC 9.\n",
                "copybook.charset",
                "IBM037"));
        String config = new ObjectMapper().writeValueAsString(settings);

        String hex = posted(config, HexFormat.ofDelimiter(" ").formatHex(bytes), "HEX");
        String base64 = posted(config, Base64.getEncoder().encodeToString(bytes), "BASE64");

        assertThat(hex).contains("2 records, read as copybook", ">ADA<", ">BOB<");
        assertThat(base64).contains("2 records, read as copybook", ">ADA<", ">BOB<");
        assertThat(posted(config, "no digits", "HEX")).contains("two digits for each byte");
    }

    @Test
    void refusesWhatReadsFilesOrLoadsClassesOfThisMachine() throws JsonProcessingException {
        assertThat(preview(CSV, "schema.file", "/etc/passwd")).contains("<code>schema.file</code> names files");
        assertThat(preview(CSV, "copybook.folders", "/etc")).contains("<code>copybook.folders</code> names files");
        assertThat(preview(CSV, "csv.separator", "${file:/etc/passwd:root}"))
                .contains("<code>csv.separator</code> refers to ${file:/etc/passwd:root}");
        assertThat(preview(CSV, "transforms", "a", "transforms.a.type", "java.lang.ProcessBuilder"))
                .contains("<code>transforms.a.type</code> names java.lang.ProcessBuilder");
        assertThat(transform("MapFields$Value", "mapping.file", "/etc/passwd"))
                .contains("<code>transforms.a.mapping.file</code> names files");
        assertThat(transform("MapFields$Value", "mapping", """
                        {"id": "m", "version": "1", "fields": [{"source": "id", "target": "id", "lookup": "l"}],
                         "lookups": {"l": {"\\u0066ile": "/etc/passwd"}}}"""))
                .contains("<code>transforms.a.mapping</code> has lookups in files");
        assertThat(transform("SetKey", "config.providers", "f"))
                .contains("<code>transforms.a.config.providers</code> is unknown to it");
        assertThat(preview(
                        CSV,
                        "transforms",
                        "a",
                        "transforms.a.type",
                        "org.apache.kafka.connect.transforms.Filter",
                        "transforms.a.predicate",
                        "p",
                        "predicates",
                        "p",
                        "predicates.p.type",
                        "no.such.Predicate"))
                .contains("<code>predicates.p.type</code> names no.such.Predicate");
    }

    @Test
    void keepsAPluginFromKafkasOwnWayToReadFiles() throws JsonProcessingException {
        String page = preview(
                CSV,
                "transforms",
                "a",
                "transforms.a.type",
                "org.apache.kafka.connect.transforms.InsertField$Value",
                "transforms.a.static.field",
                "stolen",
                "transforms.a.static.value",
                "${f:/etc/passwd:root}",
                "transforms.a.config.providers",
                "f",
                "transforms.a.config.providers.f.class",
                "org.apache.kafka.common.config.provider.FileConfigProvider");

        assertThat(page)
                .contains("<code>transforms.a.config.providers</code> is unknown to it")
                .contains("<code>transforms.a.config.providers.f.class</code> is unknown to it")
                .contains("<code>transforms.a.static.value</code> refers to")
                .doesNotContain("id=\"result\"");
    }

    @Test
    void tellsInTheEnvironmentsPlaceThatItIsNotAsked() throws JsonProcessingException {
        assertThat(preview(CSV, "csv.separator", "${env:PATH}"))
                .contains("<code>csv.separator</code> refers to ${env:PATH}")
                .doesNotContain(System.getenv("PATH"));
    }

    @Test
    void takesASampleThatFilesWouldHavePacked() throws JsonProcessingException {
        assertThat(preview(
                        CSV, "content.compression", "gzip", "pgp.decrypt", "required", "pgp.private.key.files", "/k"))
                .contains("2 delivered");
    }

    @Test
    void saysWhatIsWrongWithTheForm() throws JsonProcessingException {
        assertThat(posted("{", CSV, "TEXT")).contains("the configuration is no JSON", "role=\"alert\"");
        assertThat(posted("[]", CSV, "TEXT")).contains("holds no JSON object");
        assertThat(preview(CSV, "format", "cvs")).contains("format", "cvs");
        assertThat(preview("x".repeat(PastedSample.MOST_BYTES + 1))).contains("131073 bytes, more than");
    }

    @Test
    void boundsWhatTransformsMakeOfARecord() throws JsonProcessingException {
        Map<String, String> settings = new TreeMap<>();
        StringBuilder names = new StringBuilder("t0");
        for (int i = 0; i < 40; i++) {
            names.append(i == 0 ? "" : ",t" + i);
            settings.put("transforms.t" + i + ".type", "org.apache.kafka.connect.transforms.HeaderFrom$Value");
            settings.put("transforms.t" + i + ".fields", "name");
            settings.put("transforms.t" + i + ".headers", "copy" + i);
            settings.put("transforms.t" + i + ".operation", "copy");
        }
        settings.put("transforms", names.toString());

        String page = posted(config(settings), "id,name\n1," + "x".repeat(PastedSample.MOST_BYTES - 100), "TEXT");

        assertThat(page).contains("makes a record of more than 4000000 characters");
    }

    private String transform(String type, String option, String value) throws JsonProcessingException {
        return preview(
                CSV,
                "transforms",
                "a",
                "transforms.a.type",
                "dev.millrace.transforms." + type,
                "transforms.a." + option,
                value);
    }

    private String preview(String sample, String... settings) throws JsonProcessingException {
        Map<String, String> all = new TreeMap<>();
        for (int i = 0; i < settings.length; i += 2) {
            all.put(settings[i], settings[i + 1]);
        }
        return posted(config(all), sample, "TEXT");
    }

    private static String config(Map<String, String> settings) throws JsonProcessingException {
        Map<String, String> all = new TreeMap<>(Map.of("connector.class", "x", "format", "csv"));
        all.putAll(settings);
        return new ObjectMapper().writeValueAsString(all);
    }

    /** The page without the fields that hold what was posted. */
    private String posted(String config, String sample, String encoding) {
        return console.post("/preview", Map.of("config", config, "sample", sample, "encoding", encoding))
                .body()
                .replaceAll("(?s)<textarea.*?</textarea>", "");
    }
}
