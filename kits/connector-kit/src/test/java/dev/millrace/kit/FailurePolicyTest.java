package dev.millrace.kit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.RetriableException;
import org.assertj.core.util.Throwables;
import org.junit.jupiter.api.Test;

class FailurePolicyTest {

    @Test
    void givesEachKindItsOneConsequence() {
        Map<FailureKind, Consequence> table = Arrays.stream(FailureKind.values())
                .collect(Collectors.toMap(Function.identity(), FailurePolicy::consequenceOf));

        assertThat(table)
                .isEqualTo(Map.of(
                        FailureKind.TRANSIENT, Consequence.RETRY,
                        FailureKind.THROTTLED, Consequence.RETRY,
                        FailureKind.REJECTED, Consequence.SET_ASIDE,
                        FailureKind.MALFORMED, Consequence.SET_ASIDE,
                        FailureKind.UNAUTHORIZED, Consequence.REFRESH_CREDENTIALS,
                        FailureKind.MISCONFIGURED, Consequence.STOP,
                        FailureKind.DEFECT, Consequence.STOP));
    }

    @Test
    void stopsWithCodeAndMessageAndKeepsTheFailure() {
        ConnectorFailure failure = new ConnectorFailure(
                FailureKind.UNAUTHORIZED, "login-refused", "host:22 refused the login of millrace");

        ConnectException stop = FailurePolicy.stop(failure);

        assertThat(stop).hasMessage("[login-refused] host:22 refused the login of millrace");
        assertThat(stop).hasCause(failure);
    }

    @Test
    void leavesAnExceptionOfTheFrameworkAsItIs() {
        ConnectException known = new ConnectException("stopped already");

        assertThat(FailurePolicy.stop(known)).isSameAs(known);
    }

    @Test
    void stopsEvenWhereTheFrameworkWouldTryAgain() {
        ConnectException stop = FailurePolicy.stop(new RetriableException("again, please"));

        assertThat(stop).isNotInstanceOf(RetriableException.class).hasMessage("again, please");
    }

    @Test
    void showsTheTraceOfADefectWithoutItsMessages() {
        Throwable defect = new IllegalStateException("IBAN DE02", new NumberFormatException("For input: DE02"));

        ConnectException stop = FailurePolicy.stop(defect);

        assertThat(Throwables.getStackTrace(stop))
                .startsWith(ConnectException.class.getName() + ": [defect] java.lang.IllegalStateException")
                .contains("java.lang.NumberFormatException", "showsTheTraceOfADefectWithoutItsMessages")
                .doesNotContain("DE02");
        assertThat(stop).cause().extracting(Throwable::getStackTrace).isEqualTo(defect.getStackTrace());
    }

    @Test
    void endsWhereCausesFormACircle() {
        Throwable first = new IllegalStateException();
        Throwable second = new IllegalStateException(first);
        first.initCause(second);

        assertThat(FailurePolicy.stop(first)).hasMessageContaining("[defect]");
    }

    @Test
    void namesTheKeyOfAConfigurationThatCannotWork() {
        assertThat(FailurePolicy.misconfigured("sftp.host", "is unknown: correct it"))
                .hasMessage("sftp.host: is unknown: correct it");
    }

    @Test
    void carriesWhatThePartnerAskedFor() {
        ConnectorFailure throttled =
                new ConnectorFailure(FailureKind.THROTTLED, "http-429", "slow down", Duration.ofSeconds(3), null);
        ConnectorFailure plain = new ConnectorFailure(FailureKind.TRANSIENT, "cut", "connection cut");

        assertThat(throttled.retryAfter()).contains(Duration.ofSeconds(3));
        assertThat(throttled.kind()).isEqualTo(FailureKind.THROTTLED);
        assertThat(throttled.code()).isEqualTo("http-429");
        assertThat(plain.retryAfter()).isEmpty();
    }
}
