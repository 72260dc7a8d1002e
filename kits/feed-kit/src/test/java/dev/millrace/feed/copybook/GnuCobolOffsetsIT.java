package dev.millrace.feed.copybook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.feed.plan.Item;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Offsets and lengths of items, compared with those of GnuCOBOL's compiler. */
class GnuCobolOffsetsIT {

    /** What the compiler refuses, or measures by other rules than IBM's. */
    private static final Set<String> NOT_COMPARED = Set.of(
            // Refused: Enterprise COBOL 6, millennium extensions, two KEY phrases, double-byte characters.
            "pointer32",
            "dbcs_g",
            "utf8_picu",
            "odo_keys",
            "odo_unbounded",
            "date_format",
            "object_ref_dyn",
            // Refused: no text of a program.
            "replace_tag",
            "copy_stmt",
            "fd_stmt",
            // Digits of USAGE NATIONAL have one byte, and the sign of an exponent none.
            "national_usage",
            "float_ext");

    private static final List<String> IBM = List.of("-std=ibm");
    private static final int RANDOM_COPYBOOKS = 60;

    @BeforeAll
    static void needsTheCompiler() {
        GnuCobol.assumeInstalled();
    }

    @Test
    void agreeForTheProbes(@TempDir Path folder) throws IOException, CopybookProblems {
        Map<String, String> copybooks = new LinkedHashMap<>();
        for (String probe : CopybookProbesTest.lengths().keySet()) {
            if (!NOT_COMPARED.contains(probe)) {
                copybooks.put(probe, CopybookProbesTest.text(probe));
            }
        }

        assertThat(copybooks).hasSize(55);
        compare(folder, copybooks);
    }

    @Test
    void agreeForRandomCopybooks(@TempDir Path folder) throws IOException, CopybookProblems {
        Random random = new Random(4711);
        Map<String, String> copybooks = new LinkedHashMap<>();
        for (int i = 0; i < RANDOM_COPYBOOKS; i++) {
            copybooks.put("random" + i, new RandomCopybook(random).text());
        }

        compare(folder, copybooks);
    }

    /** All in one program, for the compiler takes its time. */
    private static void compare(Path folder, Map<String, String> copybooks) throws IOException, CopybookProblems {
        List<String> expected = new ArrayList<>();
        StringBuilder calls = new StringBuilder();
        StringBuilder programs = new StringBuilder();
        for (Map.Entry<String, String> copybook : copybooks.entrySet()) {
            String name = copybook.getKey().toUpperCase(Locale.ROOT).replace('_', '-');
            Files.writeString(folder.resolve(name + ".cpy"), copybook.getValue(), StandardCharsets.ISO_8859_1);
            List<Item.Group> records = Copybook.parse(copybook.getValue(), options(copybook.getKey()))
                    .records();
            OffsetProgram program = new OffsetProgram(name, records);
            expected.addAll(program.expected());
            calls.append("           CALL '").append(name).append("'.\n");
            programs.append(program.text());
        }
        String main = "       IDENTIFICATION DIVISION.\n       PROGRAM-ID. OFFSETS.\n       PROCEDURE DIVISION.\n"
                + calls + "           STOP RUN.\n       END PROGRAM OFFSETS.\n" + programs;

        List<String> said = new GnuCobol(folder).run("offsets", main, IBM, Map.of());

        assertThat(said).hasSameSizeAs(expected);
        List<String> differences = new ArrayList<>();
        for (int i = 0; i < said.size(); i++) {
            if (!said.get(i).equals(expected.get(i))) {
                differences.add(said.get(i) + " <> " + expected.get(i));
            }
        }
        assertThat(differences).isEmpty();
    }

    /** Its pointers have 8 bytes, but its indexes 4. */
    private static CopybookOptions options(String copybook) {
        return CopybookOptions.DEFAULT.with(Dialect.IBM.withPointerBytes(copybook.equals("pointer") ? 8 : 4));
    }
}
