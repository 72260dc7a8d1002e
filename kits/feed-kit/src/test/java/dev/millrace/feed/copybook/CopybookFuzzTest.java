package dev.millrace.feed.copybook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.testkit.Fixtures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Damaged copybooks are compiled or refused; nothing else comes out, and soon. The same seed does the same damage. */
class CopybookFuzzTest {

    private static final long SEED = 20_261_122;
    private static final int TIMES = 60;
    private static final int LONGEST = 20_000;
    private static final List<String> PIECES = List.of(
            " ",
            ".",
            ". ",
            "(",
            ")",
            "'",
            "\"",
            "==",
            ":",
            ",",
            "\n",
            "\n      -    ",
            "\n      *",
            "\t",
            "*>",
            "PIC ",
            " 01 ",
            " 05 ",
            " 49 ",
            " 66 ",
            " 77 ",
            " 88 ",
            "OCCURS ",
            " TO ",
            " UNBOUNDED ",
            "DEPENDING ON ",
            "REDEFINES A ",
            "COMP-3",
            "COMP",
            "SYNC ",
            "USAGE ",
            "SIGN LEADING ",
            "VALUE ",
            "COPY SELF. ",
            "COPY SELF REPLACING ==A== BY ==A A A==. ",
            "REPLACE ",
            "REPLACING ",
            "EXEC SQL ",
            "X(99999999)",
            "9(18)",
            "Z(9)",
            "999999999 ",
            "V",
            "P",
            "S",
            "CR",
            "THRU ",
            "FILLER ",
            "RENAMES ",
            ">>",
            "$SET ",
            "\u0000",
            "\u00a0",
            "\ud83d",
            "É",
            "FD ",
            "78 A VALUE 3. ");

    @Test
    @Timeout(value = 120, unit = TimeUnit.SECONDS)
    void compilesOrRefusesDamagedCases() {
        List<String> texts = CopybookSpec.all().map(CopybookSpec::text).toList();

        assertThat(survived(texts)).isEqualTo(texts.size() * TIMES);
    }

    @Test
    @Timeout(value = 120, unit = TimeUnit.SECONDS)
    void compilesOrRefusesDamagedProbes() throws IOException {
        List<String> texts = new ArrayList<>();
        try (Stream<Path> files = Files.list(Fixtures.folder("copybook-probes"))) {
            for (Path file : files.filter(path -> path.toString().endsWith(".cob"))
                    .sorted()
                    .toList()) {
                texts.add(Files.readString(file));
            }
        }

        assertThat(survived(texts)).isEqualTo(67 * TIMES);
    }

    /** How many came to an end that is foreseen. */
    private static int survived(List<String> texts) {
        Random random = new Random(SEED);
        int survived = 0;
        for (String text : texts) {
            for (int i = 0; i < TIMES; i++) {
                String damaged = damaged(text, texts.get(random.nextInt(texts.size())), random);
                try {
                    assertThat(parse(damaged).records()).isNotEmpty();
                } catch (CopybookProblems problems) {
                    assertThat(problems.problems())
                            .isNotEmpty()
                            .allSatisfy(problem -> assertThat(problem.message()).isNotBlank());
                } catch (RuntimeException | StackOverflowError unforeseen) {
                    throw new AssertionError("with this copybook:\n" + damaged, unforeseen);
                }
                survived++;
            }
        }
        return survived;
    }

    private static Copybook parse(String text) throws CopybookProblems {
        CopybookOptions options =
                CopybookOptions.DEFAULT.withMembers(name -> Optional.of(name.equals("SELF") ? text : "05 A PIC X."));
        return Copybook.parse(text, options);
    }

    private static String damaged(String text, String other, Random random) {
        StringBuilder damaged = new StringBuilder(text);
        for (int i = random.nextInt(5); i >= 0; i--) {
            int at = random.nextInt(damaged.length() + 1);
            int end = Math.min(damaged.length(), at + 1 + random.nextInt(12));
            switch (random.nextInt(6)) {
                case 0 -> damaged.delete(at, end);
                case 1 -> damaged.insert(at, damaged.substring(at, end).repeat(1 + random.nextInt(40)));
                case 2 -> damaged.insert(at, PIECES.get(random.nextInt(PIECES.size())));
                case 3 -> damaged.replace(at, end, PIECES.get(random.nextInt(PIECES.size())));
                case 4 -> damaged.insert(at, (char) random.nextInt(0x3000));
                default -> {
                    int from = random.nextInt(other.length() + 1);
                    damaged.insert(at, other, from, Math.min(other.length(), from + 60));
                }
            }
            damaged.setLength(Math.min(damaged.length(), LONGEST));
        }
        return damaged.toString();
    }
}
