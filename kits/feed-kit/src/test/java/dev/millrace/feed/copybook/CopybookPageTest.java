package dev.millrace.feed.copybook;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Compares the messages of docs/reference/copybook.md with those of the cases in {@code spec/copybook}. */
class CopybookPageTest {

    private static final Path PAGE =
            Path.of(System.getProperty("millrace.root", ".")).resolve("docs/reference/copybook.md");
    private static final Pattern MESSAGE = Pattern.compile("(?m)^\\| `([^`]+)` \\|[^|]*\\|$");
    private static final Pattern PLACE = Pattern.compile("<[^>]+>");
    /** Those that {@link CopybookLimitsTest} brings about, and one of options that stop in another place. */
    private static final List<String> ELSEWHERE = List.of(
            "the text is longer than",
            "members are copied more than",
            "more than a thousand members",
            "the copybook and its members have more",
            "the replacements must be pairs");

    @Test
    void namesEveryMessageOfTheCases() throws IOException {
        List<Pattern> page = messages("## Messages");

        assertThat(said("errors", "warnings"))
                .allSatisfy(message -> assertThat(page)
                        .anyMatch(pattern -> pattern.matcher(message).matches()));
    }

    @Test
    void namesNoMessageThatNoCaseBringsAbout() throws IOException {
        List<String> errors = said("errors").toList();
        List<String> warnings = said("warnings").toList();

        assertThat(messages("### Errors"))
                .filteredOn(pattern ->
                        ELSEWHERE.stream().noneMatch(start -> pattern.pattern().contains(start)))
                .allSatisfy(pattern -> assertThat(errors)
                        .anyMatch(message -> pattern.matcher(message).matches()));
        assertThat(messages("### Warnings"))
                .allSatisfy(pattern -> assertThat(warnings)
                        .anyMatch(message -> pattern.matcher(message).matches()));
    }

    /** What stands behind the place and the text that a problem shows. */
    private static Stream<String> said(String... keys) {
        return CopybookSpec.all()
                .flatMap(spec -> Stream.of(keys).flatMap(key -> spec.list(key).stream()))
                .map(problem -> problem.replaceFirst("^(member [^,]+, )?(line \\d+(, column \\d+)?: )?('.*?': )?", ""))
                .distinct();
    }

    private static List<Pattern> messages(String heading) throws IOException {
        String page = Files.readString(PAGE);
        String section = page.substring(page.indexOf(heading));
        if (heading.equals("### Errors")) {
            section = section.substring(0, section.indexOf("### Warnings"));
        }
        return MESSAGE.matcher(section)
                .results()
                .map(found ->
                        PLACE.splitAsStream(found.group(1)).map(Pattern::quote).collect(Collectors.joining(".+"))
                                + (found.group(1).endsWith(">") ? ".+" : ""))
                .map(Pattern::compile)
                .toList();
    }
}
