package dev.millrace.feed.edi;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PartnerFileTest {

    private static final Path HERE = Path.of(".");

    @Test
    void readsEverythingThatAPartnerMayHave(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("850.xml"), "");
        String text = """
                unknown: refuse
                partners:
                  - name: acme
                    sender: {id: 0004000001000005, qualifier: "14"}
                    receiver: {id: "400000*"}
                    envelope: warn
                    validation: reject
                    acks: [ta1, "997"]
                    ack-detail: errors
                    schemas:
                      850/004010: 850.xml
                    charset: windows-1252
                    usage: production
                    control-numbers: reject
                  - name: others
                    sender: "*"
                """;

        PartnerFile.Reading reading = PartnerFile.read(text, folder);

        assertThat(reading.complaints()).isEmpty();
        assertThat(reading.partners().closed()).isTrue();
        Partner acme = reading.partners().partners().get(0);
        assertThat(acme)
                .isEqualTo(new Partner(
                        "acme",
                        3,
                        new Identity("0004000001000005", "14"),
                        new Identity("400000*", "*"),
                        Optional.of(Partner.EnvelopeChecks.WARN),
                        Optional.of(EdiSettings.Validation.REJECT),
                        Optional.of(Set.of("ta1", "997")),
                        Optional.of(AcknowledgementDetail.ERRORS),
                        Map.of("850/004010", folder.resolve("850.xml").toString()),
                        Optional.of(Charset.forName("windows-1252")),
                        Partner.Usage.PRODUCTION,
                        Optional.of(Partner.ControlPolicy.REJECT)));
        assertThat(reading.partners().partners().get(1).acks()).isEmpty();
    }

    @Test
    void readsJsonWithTabs() {
        PartnerFile.Reading reading = PartnerFile.read(
                "{\n\t\"partners\": [\n\t\t{\"name\": \"acme\", \"sender\": \"ACME\", \"acks\": \"auto\"}\n\t]\n}",
                HERE);

        assertThat(reading.complaints()).isEmpty();
        assertThat(reading.partners().partners()).extracting(Partner::line).containsExactly(3);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            name: a, sender: A, envelop: warn            | line 2: a partner has the name envelop, which means nothing here; use one of ack-detail, acks, charset, control-numbers, envelope, name, receiver, schemas, sender, usage, validation
            name: a, sender: A, envelope: lax            | line 2: envelope is lax; use one of strict, warn
            name: a, sender: A, validation: maybe        | line 2: validation is maybe; use one of none, report, reject
            name: a, sender: A, usage: prod              | line 2: usage is prod; use one of any, production, test
            name: a, sender: A, control-numbers: x       | line 2: control-numbers is x; use one of ignore, notice, reject
            name: a, sender: A, ack-detail: x            | line 2: ack-detail is x; use one of all, errors
            name: a, sender: A, acks: 998                | line 2: acks has 998, which is none of none, auto, ta1, 997, 999, contrl; correct it
            name: a, sender: A, acks: [auto, ta1]        | line 2: acks has none or auto beside other values; give one of them alone, or a list of ta1, 997, 999 and contrl
            name: a, sender: A, acks: [997, 999]         | line 2: acks has 997 and 999, but a functional group gets one of them; give auto to choose by the group's version
            name: a, sender: A, charset: ebcdic-77       | line 2: charset is ebcdic-77, which is unknown; use a name such as windows-1252
            name: a, sender: A, charset: 'no name'       | line 2: charset is no name, which is unknown; use a name such as windows-1252
            name: a, sender: A, schemas: {850: none.xml} | line 2: the schema of 850 is none.xml, which can't be read; a relative path begins at the folder of the partner file
            name: a, sender: A, schemas: x               | line 2: schemas must have names and values, such as name: value
            name: a, sender: {qualifier: ZZ}             | line 2: sender has no id; give the one of the envelope, or "*"
            name: a, sender: {id: A, qualifer: ZZ}       | line 2: sender has the name qualifer, which means nothing here; use one of id, qualifier
            name: a, sender: [A]                         | line 2: sender must be one value that is not empty
            name: a, sender: A, name: b                  | line 2: a partner has the name name twice; remove one
            sender: A                                    | line 2: a partner has no name; give it one that people know it by
            name: a                                      | line 2: a partner has no sender; give its id, such as sender: {id: "4000001000005", qualifier: "14"}, or "*" for everybody
            """, quoteCharacter = '`')
    void saysWhatIsWrongWithAnEntry(String entry, String complaint) {
        PartnerFile.Reading reading = PartnerFile.read("partners:\n- {" + entry + "}\n", HERE);

        assertThat(reading.complaints()).containsExactly(complaint);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            partners: {}       | line 1: partners must be a list, such as [one, two] or lines that begin with a dash
            partners: [a]      | line 1: a partner must have names and values, such as name: value
            [a]                | line 1: the file must have names and values, such as name: value
            a: [1              | line 2: is not YAML or JSON (expected ',' or ']', but got <stream end>)
            """)
    void saysWhatIsWrongWithAFile(String text, String complaint) {
        PartnerFile.Reading reading = PartnerFile.read(text + "\n", HERE);

        assertThat(reading.complaints()).contains(complaint);
    }

    @Test
    void anEmptyFileIsAMistake() {
        assertThat(PartnerFile.read("", HERE).complaints())
                .contains(
                        "line 1: has no list named partners; begin with partners: and one entry for each partner below it");
    }

    @Test
    void anObjectOfAnotherTypeIsNeverMade() {
        PartnerFile.Reading reading =
                PartnerFile.read("partners: !!javax.script.ScriptEngineManager [!!java.net.URL [\"x\"]]\n", HERE);

        assertThat(reading.partners().partners()).isEmpty();
        assertThat(reading.complaints()).isNotEmpty();
    }

    @Test
    void anEntryThatIsNeverUsedIsAMistake() {
        String text = """
                partners:
                  - {name: all, sender: "AC*"}
                  - {name: acme, sender: ACME}
                  - {name: all, sender: {id: B, qualifier: ZZ}, receiver: X}
                """;

        List<String> complaints = PartnerFile.read(text, HERE).complaints();

        assertThat(complaints)
                .containsExactly(
                        "line 3: partner acme is never used, because all in line 2 matches the same interchanges; move it"
                                + " up or remove it",
                        "line 4: the name all is given to an earlier partner too; give each a name of its own");
    }
}
