package dev.millrace.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.kit.RetrySettings;
import dev.millrace.kit.SideSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class FeedSettingsTest {

    private static final FeedOptions GOOD = FeedOptions.of("");

    @Test
    void reportsNothingOfAGoodConfiguration() {
        assertThat(problems(GOOD)).isEmpty();
        assertThat(problems(GOOD.audited().with(MalformedSettings.TOPIC, "bad")))
                .isEmpty();
    }

    static Stream<Arguments> contradictions() {
        return Stream.of(
                Arguments.of(SelectionSettings.FOLDER, GOOD.with(SelectionSettings.FOLDER, "in")),
                Arguments.of(SelectionSettings.INCLUDE, GOOD.with(SelectionSettings.INCLUDE, "")),
                Arguments.of(SelectionSettings.INCLUDE, GOOD.with(SelectionSettings.INCLUDE, "*.csv,[a")),
                Arguments.of(SelectionSettings.EXCLUDE, GOOD.with(SelectionSettings.EXCLUDE, "{a")),
                Arguments.of(FinishSettings.ARCHIVE_FOLDER, GOOD.without(FinishSettings.ARCHIVE_FOLDER)),
                Arguments.of(FinishSettings.ARCHIVE_FOLDER, GOOD.with(FinishSettings.AFTER_READ, "delete")),
                Arguments.of(FinishSettings.ARCHIVE_FOLDER, GOOD.with(FinishSettings.ARCHIVE_FOLDER, "archive")),
                Arguments.of(FinishSettings.ARCHIVE_FOLDER, GOOD.with(FinishSettings.ARCHIVE_FOLDER, "/in//")),
                Arguments.of(FinishSettings.QUARANTINE_FOLDER, GOOD.with(FinishSettings.QUARANTINE_FOLDER, "/in/")),
                Arguments.of(MalformedSettings.MODE, GOOD.with(MalformedSettings.MODE, "ignore")),
                Arguments.of(MalformedSettings.TOPIC, GOOD.with(MalformedSettings.MODE, "quarantine")),
                Arguments.of(
                        MalformedSettings.TOPIC,
                        GOOD.with(MalformedSettings.MODE, "fail").with(MalformedSettings.TOPIC, "bad")),
                Arguments.of(SideSettings.FORM, GOOD.audited().without(SideSettings.FORM)),
                Arguments.of(
                        SideSettings.FORM,
                        GOOD.with(MalformedSettings.TOPIC, "bad").without(SideSettings.FORM)),
                Arguments.of(RetrySettings.BACKOFF_MAX, GOOD.with(RetrySettings.BACKOFF, "10")));
    }

    @ParameterizedTest
    @MethodSource("contradictions")
    void reportsAContradictionOnItsKey(String key, FeedOptions options) {
        assertThat(problems(options)).containsExactly(key);
    }

    @ParameterizedTest
    @MethodSource("outOfRange")
    void refusesAValueThatNoFeedCouldUse(String key, String value) {
        assertThatThrownBy(() -> GOOD.with(key, value).settings())
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(key);
    }

    static Stream<Arguments> outOfRange() {
        return Stream.of(
                Arguments.of(TargetSettings.TOPIC, " "),
                Arguments.of(SelectionSettings.FOLDER, ""),
                Arguments.of(FeedSettings.FORMAT, "xls"),
                Arguments.of(ReadinessSettings.STABLE_SCANS, "0"),
                Arguments.of(SelectionSettings.SCAN_INTERVAL, "1"),
                Arguments.of(TargetSettings.BATCH_RECORDS, "0"),
                Arguments.of(FinishSettings.AFTER_READ, "rename"));
    }

    @Test
    void readsEachGroup() {
        FeedSettings settings = GOOD.with(SelectionSettings.FOLDER, "/in//")
                .with(MalformedSettings.TOPIC, "bad")
                .with(TargetSettings.KEY, "none")
                .settings();

        assertThat(settings.folder()).isEqualTo("/in");
        assertThat(settings.archiveFolder()).contains(MemoryFiles.ARCHIVE);
        assertThat(settings.quarantineFolder()).isEmpty();
        assertThat(settings.afterRead()).isEqualTo(AfterRead.MOVE);
        assertThat(settings.target().key()).isEqualTo(RecordKey.NONE);
        assertThat(settings.malformed().mode()).isEqualTo(MalformedMode.QUARANTINE);
        assertThat(GOOD.settings().malformed().mode()).isEqualTo(MalformedMode.FAIL);
    }

    private static List<String> problems(FeedOptions options) {
        List<String> keys = new ArrayList<>();
        AbstractConfig config = new AbstractConfig(FeedConnector.definition(), options.map(), false);
        FeedSettings.validate(config, options.map(), (key, sentence) -> {
            assertThat(sentence).isNotBlank();
            keys.add(key);
        });
        return keys;
    }
}
