package dev.millrace.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class FileTemplateTest {

    @ParameterizedTest
    @CsvSource({
        "/archive, /archive/a.b.csv",
        "/archive/, /archive/a.b.csv",
        "/archive/{name}, /archive/a.b.csv",
        "/archive/{name}/, /archive/a.b.csv",
        "/archive/{name}/x, /archive/a.b.csv/x/a.b.csv",
        "/archive/{stem}.{extension}.gz, /archive/a.b.csv.gz",
        "/archive/{yyyy}-{MM}-{dd}, /archive/2026-03-04/a.b.csv",
        "/{HH}/{mm}/{ss}, /05/06/07/a.b.csv",
        "/archive/{folder}, /archive/eu/de/a.b.csv",
        "/archive/{connector}/{task}, /archive/orders/2/a.b.csv",
        "/archive/{{x}}, /archive/{x}/a.b.csv",
        "/archive/{connector|upper}/{stem|upper}.{extension}, /archive/ORDERS/A.B.csv"
    })
    void tellsWhereAFileGoes(String template, String target) {
        assertThat(FileTemplate.ofPath(template).fill(subject("/in/eu/de/a.b.csv")))
                .isEqualTo(target);
    }

    @ParameterizedTest
    @CsvSource({
        "/in/plain, /archive/{folder}/{stem}.{extension}, /archive/plain.",
        "/in/.hidden, /archive/{folder}/{stem}, /archive/.hidden",
        "/elsewhere/a, /archive/{folder}/, /archive/a"
    })
    void fillsNothingWhereAPathHasNothing(String path, String template, String target) {
        assertThat(FileTemplate.ofPath(template).fill(subject(path))).isEqualTo(target);
    }

    @ParameterizedTest
    @CsvSource({
        "/archive, /archive",
        "/archive/2026/{name}, /archive/2026",
        "/archive/{yyyy}/{MM}, /archive",
        "/archive/x{stem}, /archive",
        "/{yyyy}, /",
        "/, /"
    })
    void knowsTheFolderThatMustBeThere(String template, String folder) {
        assertThat(FileTemplate.ofPath(template).fixedFolder()).isEqualTo(folder);
    }

    private static FileTemplate.Subject subject(String path) {
        Instant time = Instant.parse("2026-03-04T05:06:07Z");
        return new FileTemplate.Subject(path, "/in", time, new FileFeed.Share("orders", 2, 3));
    }
}
