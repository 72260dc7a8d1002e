package dev.millrace.feed.edi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.feed.format.FormatReference;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Compares docs/reference/format-edi.md with the code; {@code -Dmillrace.reference.update=true} writes the page. */
class EdiReferenceTest {

    private static final Path PAGE =
            Path.of(System.getProperty("millrace.root", ".")).resolve("docs/reference/format-edi.md");

    @Test
    void listsEveryCode() throws IOException {
        String codes = Arrays.stream(EdiProblem.values())
                .map(problem -> "| `" + problem.code() + "` | "
                        + problem.level().name().toLowerCase(Locale.ROOT) + " | " + problem.meaning() + " |\n")
                .collect(Collectors.joining("", "| code | a problem of | meaning |\n|---|---|---|\n", ""));

        String page = Files.readString(PAGE);
        if (Boolean.getBoolean("millrace.reference.update")) {
            page = FormatReference.replace(page, "codes", codes);
            Files.writeString(PAGE, page);
        }

        assertThat(FormatReference.section(page, "codes"))
                .as("the codes of docs/reference/format-edi.md; -Dmillrace.reference.update=true writes them")
                .contains(codes);
    }

    @Test
    void hasADifferentCodeForEveryProblem() {
        assertThat(Arrays.stream(EdiProblem.values()).map(EdiProblem::code)).doesNotHaveDuplicates();
    }
}
