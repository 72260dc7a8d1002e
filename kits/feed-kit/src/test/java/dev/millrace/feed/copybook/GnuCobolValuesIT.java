package dev.millrace.feed.copybook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.feed.plan.Coding;
import dev.millrace.feed.plan.DamageRules;
import dev.millrace.feed.plan.PlanOptions;
import dev.millrace.feed.plan.RecordPlan;
import dev.millrace.feed.plan.Trim;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Struct;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that a COBOL program wrote, decoded: each value is what the program displayed. */
class GnuCobolValuesIT {

    @BeforeAll
    static void needsTheCompiler() {
        GnuCobol.assumeInstalled();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ASCII", "EBCDIC"})
    void decodesFixedRecordsToWhatTheProgramDisplayed(String signs, @TempDir Path folder) throws Exception {
        List<String> displayed = run(folder, "FIXED", ValuesProgram.FIXED, ValuesProgram.fixed(), "-fsign=" + signs);
        RecordPlan plan = plan(ValuesProgram.FIXED);
        byte[] file = Files.readAllBytes(folder.resolve("FIXED.BIN"));

        List<String> decoded = new ArrayList<>();
        for (int at = 0; at < file.length; at += plan.mostBytes()) {
            Struct record = plan.decode(file, at, at + plan.mostBytes()).value();
            ValuesProgram.NUMBERS.forEach(name -> decoded.add(name + " " + number(record.get(name))));
            ValuesProgram.FLOATS.forEach(name -> decoded.add(name + " " + number(record.get(name))));
            ValuesProgram.TEXTS.forEach(name -> decoded.add(name + " |" + record.get(name) + "|"));
        }

        assertThat(file).hasSize(ValuesProgram.RECORDS * plan.mostBytes());
        compare(displayed, decoded);
    }

    /** The runtime's record descriptor words count the data alone (form 0); forms 1 and 3 are numbers of 4 and 2 bytes. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3})
    void decodesVaryingRecordsToWhatTheProgramDisplayed(int form, @TempDir Path folder) throws Exception {
        List<String> displayed = run(
                folder,
                "VARYING",
                ValuesProgram.VARYING,
                ValuesProgram.varying(),
                "-fsign=ASCII",
                "COB_VARSEQ_FORMAT",
                form);
        RecordPlan plan = plan(ValuesProgram.VARYING);
        ByteBuffer file = ByteBuffer.wrap(Files.readAllBytes(folder.resolve("VARYING.BIN")));

        List<String> decoded = new ArrayList<>();
        while (file.hasRemaining()) {
            int length = form == 1 ? file.getInt() : file.getShort();
            file.position(file.position() + (form == 0 ? 2 : 0));
            addVarying(
                    plan.decode(file.array(), file.position(), file.position() + length)
                            .value(),
                    decoded);
            file.position(file.position() + length);
        }

        compare(displayed, decoded);
    }

    @Test
    void writesTablesOfAllLengths(@TempDir Path folder) throws IOException {
        List<String> displayed = run(folder, "VARYING", ValuesProgram.VARYING, ValuesProgram.varying(), "-fsign=ASCII");

        assertThat(displayed.stream().filter(line -> line.startsWith("N ")).distinct())
                .hasSize(7);
    }

    private static void addVarying(Struct record, List<String> decoded) {
        decoded.add("N " + number(record.get("N")));
        for (Object entry : record.getArray("TB")) {
            Struct row = (Struct) entry;
            List.of("TZ", "TP", "TB1").forEach(name -> decoded.add(name + " " + number(row.get(name))));
            decoded.add("TX |" + row.get("TX") + "|");
        }
    }

    private static List<String> run(
            Path folder, String name, String copybook, String program, String flag, Object... environment)
            throws IOException {
        Files.writeString(folder.resolve(name + ".cpy"), copybook);
        Map<String, String> variables =
                environment.length == 0 ? Map.of() : Map.of((String) environment[0], String.valueOf(environment[1]));
        return new GnuCobol(folder).run(name, program, List.of("-std=default", "-fbinary-size=2-4-8", flag), variables);
    }

    private static RecordPlan plan(String copybook) throws CopybookProblems {
        CopybookOptions options = CopybookOptions.DEFAULT.with(Dialect.IBM.withNativeOrder(ByteOrder.LITTLE_ENDIAN));
        PlanOptions defaults = PlanOptions.DEFAULT;
        return RecordPlan.compile(
                Copybook.parse(copybook, options).records().get(0),
                defaults.with(defaults.text()
                                .withCharset(StandardCharsets.US_ASCII)
                                .withTrim(Trim.NONE))
                        .with(defaults.numbers().withFloats(Coding.FloatForm.IEEE))
                        .with(new DamageRules(Map.of(), Map.of())));
    }

    /** As the program shows it: signed, with all places. */
    private static String number(Object value) {
        BigDecimal number = new BigDecimal(String.valueOf(value)).setScale(12);
        String digits = number.unscaledValue().abs().toString();
        String padded = "0".repeat(30 - digits.length()) + digits;
        return (number.signum() < 0 ? "-" : "+") + padded.substring(0, 18) + "." + padded.substring(18);
    }

    private static void compare(List<String> displayed, List<String> decoded) {
        List<String> differences = new ArrayList<>();
        for (int i = 0; i < Math.min(displayed.size(), decoded.size()); i++) {
            String shown = displayed.get(i).replaceFirst("-(0+\\.0+)$", "+$1");
            if (!shown.equals(decoded.get(i))) {
                differences.add(shown + " <> " + decoded.get(i));
            }
        }
        assertThat(differences).isEmpty();
        assertThat(decoded).hasSameSizeAs(displayed);
    }
}
