package dev.millrace.feed.copybook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** No text makes the compiler take much time or memory. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class CopybookLimitsTest {

    @Test
    void refusesATextThatIsTooLong() {
        assertThat(refusal(" ".repeat(SourceText.MOST_CHARACTERS + 1), name -> Optional.empty()))
                .isEqualTo("the text is longer than 8388608 characters");
    }

    @Test
    void refusesMembersThatGoDeeperAndDeeper() {
        AtomicInteger members = new AtomicInteger();

        String refusal =
                refusal("       COPY A.", name -> Optional.of("       COPY A" + members.incrementAndGet() + "."));

        assertThat(refusal).isEqualTo("members are copied more than 32 deep, or far too many");
        assertThat(members).hasValue(33);
    }

    @Test
    void refusesMembersThatAreCopiedTooOften() {
        String twice = "       COPY %s. COPY %s.";

        String refusal = refusal(
                "       COPY A.",
                name -> name.length() > 20
                        ? Optional.of("       05 A PIC X.")
                        : Optional.of(twice.formatted(name + "A", name + "A")));

        assertThat(refusal).contains("more than a thousand members are copied; look for members that copy each other");
    }

    @Test
    void refusesReplacementsThatMakeTheTextGrowWithoutEnd() {
        String grow = "       COPY %sX REPLACING ==A== BY ==A A A A A A A A A A==.";

        String refusal = refusal(
                "       COPY M.",
                name -> name.length() > 12 ? Optional.of("       01 A.") : Optional.of(grow.formatted(name)));

        assertThat(refusal)
                .contains(
                        "the copybook and its members have more than a million words; look for members that copy each other");
    }

    @Test
    void tellsAFewHundredProblemsOfAllThatThereAre() {
        String text = "       01 R.\n" + "           05 A PIC Q.\n".repeat(3_000);

        assertThat(problems(text, name -> Optional.empty()).problems()).hasSize(200);
    }

    private static String refusal(String text, Function<String, Optional<String>> members) {
        return problems(text, members).problems().stream()
                .map(CopybookProblem::message)
                .reduce("", (all, message) -> all.isEmpty() ? message : all + "\n" + message);
    }

    private static CopybookProblems problems(String text, Function<String, Optional<String>> members) {
        CopybookOptions options = CopybookOptions.DEFAULT.withMembers(members);
        return catchThrowableOfType(CopybookProblems.class, () -> Copybook.parse(text, options));
    }
}
