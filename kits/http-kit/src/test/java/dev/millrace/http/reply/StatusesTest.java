package dev.millrace.http.reply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.kit.FailureKind;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StatusesTest {

    @ParameterizedTest
    @CsvSource({
        "http.status.success, '302,304', 304, SUCCESS",
        "http.status.ignore, '404, 410', 410, IGNORE",
        "http.status.retry, '404,420-429', 422, RETRY",
        "http.status.reject, 500, 500, REJECT",
        "http.status.stop, 404, 404, STOP",
        "http.status.stop, 404, 405, REJECT",
        "http.status.retry, 200-204, 203, RETRY",
    })
    void takesAStatusAsItIsTold(String key, String statuses, int status, Meaning meaning) {
        Finding found = Judging.with(key, statuses).judge(status, Judging.nothing(), false);

        assertThat(found.meaning()).isEqualTo(meaning);
        assertThat(found.kind().isEmpty()).isEqualTo(meaning.isDone());
    }

    @ParameterizedTest
    @CsvSource({"reject, REJECT", "retry, RETRY", "delivered, SUCCESS"})
    void takesAConflictAsItIsTold(String conflict, Meaning meaning) {
        Finding found = Judging.with("http.conflict", conflict).judge(409, Judging.nothing(), false);

        assertThat(found.meaning()).isEqualTo(meaning);
    }

    @ParameterizedTest
    @CsvSource({"429, false, THROTTLED", "503, true, THROTTLED", "503, false, TRANSIENT", "404, true, TRANSIENT"})
    void waitsAsToldAlsoForAStatusThatIsRetriedByWish(int status, boolean told, FailureKind kind) {
        Finding found = Judging.with("http.status.retry", "404,429,503").judge(status, Judging.nothing(), told);

        assertThat(found.kind()).contains(kind);
    }

    @Test
    void stopsForCredentialsAsUnauthorized() {
        Finding found = Judging.with("http.status.stop", "403,404").judge(403, Judging.nothing(), false);

        assertThat(found.kind()).contains(FailureKind.UNAUTHORIZED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "2xx", "100", "600", "500-", "599-500", "-1", "50", "5000", "500–599"})
    void takesNothingElseForAStatus(String text) {
        assertThatThrownBy(() -> StatusSet.parse(List.of(text))).isInstanceOf(IllegalArgumentException.class);
    }
}
