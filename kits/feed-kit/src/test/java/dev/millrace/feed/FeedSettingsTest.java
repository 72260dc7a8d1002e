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
        assertThat(problems(GOOD.with(InputSettings.FOLDERS, "/in,/in/eu/de").with(InputSettings.DEPTH, "1")))
                .isEmpty();
        assertThat(problems(GOOD.audited()
                        .with(IdentitySettings.IDENTITY, "content")
                        .with(IdentitySettings.REMEMBER, "1000")
                        .with(OrderSettings.ORDER, "sequence")
                        .with(OrderSettings.SEQUENCE_PATTERN, "a-(\\d+)")
                        .with(OrderSettings.STRICT, "true")))
                .isEmpty();
    }

    @Test
    void reportsNothingOfEachWayToFinish() {
        assertThat(problems(GOOD.with(FinishSettings.ARCHIVE_FOLDER, "/archive/{yyyy}/{MM}/{stem}.{extension}")
                        .with(FinishSettings.QUARANTINE_FOLDER, "/bad/{connector}/{task}")
                        .with(FinishSettings.ARCHIVE_CONFLICT, "fail")))
                .isEmpty();
        assertThat(problems(csv(rename()))).isEmpty();
        assertThat(problems(rename().with(SelectionSettings.EXCLUDE, "*.done,*.done.*")))
                .isEmpty();
        assertThat(problems(rename().with(SelectionSettings.EXCLUDE, "*.done")
                        .with(FinishSettings.ARCHIVE_CONFLICT, "overwrite")))
                .isEmpty();
        assertThat(problems(csv(touch()))).isEmpty();
        assertThat(problems(touch().with(SelectionSettings.EXCLUDE, "*.read"))).isEmpty();
        assertThat(problems(keep())).isEmpty();
        assertThat(problems(
                        GOOD.audited().with(MalformedSettings.MODE, "skip").with(MalformedSettings.MAX_PERCENT, "5")))
                .isEmpty();
    }

    @Test
    void namesThePlaceholdersThatAreKnown() {
        List<String> sentences = new ArrayList<>();
        FeedOptions options = GOOD.with(FinishSettings.ARCHIVE_FOLDER, "/archive/{year}");
        AbstractConfig config = new AbstractConfig(FeedConnector.definition(), options.map(), false);
        FeedSettings.validate(config, options.map(), (key, sentence) -> sentences.add(sentence));

        assertThat(sentences).singleElement().asString().contains("{year}").contains("yyyy", "stem", "connector");
        assertThatThrownBy(() -> GOOD.with(FinishSettings.ARCHIVE_FOLDER, "/a{").settings())
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(FinishSettings.ARCHIVE_FOLDER);
    }

    @Test
    void writesOnlyWhereAFileIsChanged() {
        FeedOptions archive = GOOD.with(FinishSettings.ARCHIVE_FOLDER, "/done/{yyyy}/{MM}");

        assertThat(written(keep())).isEmpty();
        assertThat(written(touch())).containsExactly("input.folders /in");
        assertThat(written(archive)).containsExactly("input.folders /in", "archive.folder /done");
        assertThat(written(keep().with(FinishSettings.QUARANTINE_FOLDER, "/bad/x")))
                .containsExactly("input.folders /in", "quarantine.folder /bad/x");
    }

    private static List<String> written(FeedOptions options) {
        return options.settings().writtenFolders().stream()
                .map(written -> written.key() + " " + written.folder())
                .toList();
    }

    private static FeedOptions keep() {
        return GOOD.with(FinishSettings.AFTER_READ, "keep").without(FinishSettings.ARCHIVE_FOLDER);
    }

    private static FeedOptions rename() {
        return keep().with(FinishSettings.AFTER_READ, "rename");
    }

    private static FeedOptions touch() {
        return keep().with(FinishSettings.AFTER_READ, "touch");
    }

    private static FeedOptions csv(FeedOptions options) {
        return options.with(SelectionSettings.INCLUDE, "*.csv");
    }

    static Stream<Arguments> contradictions() {
        return Stream.of(
                Arguments.of(InputSettings.FOLDERS, GOOD.with(InputSettings.FOLDERS, "in")),
                Arguments.of(SelectionSettings.INCLUDE, GOOD.with(SelectionSettings.INCLUDE, "")),
                Arguments.of(SelectionSettings.INCLUDE, GOOD.with(SelectionSettings.INCLUDE, "*.csv,[a")),
                Arguments.of(SelectionSettings.EXCLUDE, GOOD.with(SelectionSettings.EXCLUDE, "{a")),
                Arguments.of(FinishSettings.ARCHIVE_FOLDER, GOOD.without(FinishSettings.ARCHIVE_FOLDER)),
                Arguments.of(FinishSettings.ARCHIVE_FOLDER, GOOD.with(FinishSettings.AFTER_READ, "delete")),
                Arguments.of(FinishSettings.ARCHIVE_FOLDER, GOOD.with(FinishSettings.ARCHIVE_FOLDER, "archive")),
                Arguments.of(FinishSettings.ARCHIVE_FOLDER, GOOD.with(FinishSettings.ARCHIVE_FOLDER, "/in//")),
                Arguments.of(FinishSettings.QUARANTINE_FOLDER, GOOD.with(FinishSettings.QUARANTINE_FOLDER, "/in/")),
                Arguments.of(InputSettings.FOLDERS, GOOD.with(InputSettings.FOLDERS, "/in,relative")),
                Arguments.of(
                        InputSettings.FOLDERS,
                        GOOD.with(InputSettings.FOLDERS, "/in,/in/eu/de").with(InputSettings.DEPTH, "2")),
                Arguments.of(SelectionSettings.INCLUDE, GOOD.with(SelectionSettings.INCLUDE, "regex:(")),
                Arguments.of(
                        SelectionSettings.MAX_BYTES,
                        GOOD.with(SelectionSettings.MIN_BYTES, "2").with(SelectionSettings.MAX_BYTES, "1")),
                Arguments.of(
                        OrderSettings.STRICT,
                        GOOD.with(OrderSettings.STRICT, "true").with("tasks.max", "2")),
                Arguments.of(OrderSettings.SEQUENCE_PATTERN, GOOD.with(OrderSettings.ORDER, "sequence")),
                Arguments.of(
                        OrderSettings.SEQUENCE_PATTERN,
                        GOOD.with(OrderSettings.ORDER, "sequence").with(OrderSettings.SEQUENCE_PATTERN, "a-\\d+")),
                Arguments.of(OrderSettings.SEQUENCE_PATTERN, GOOD.with(OrderSettings.SEQUENCE_PATTERN, "a-(\\d+)")),
                Arguments.of(OrderSettings.SEQUENCE_GAP, GOOD.with(OrderSettings.SEQUENCE_GAP, "1000")),
                Arguments.of(
                        MalformedSettings.MAX_PERCENT_AFTER,
                        GOOD.with(MalformedSettings.TOPIC, "bad")
                                .with(SideSettings.FORM, "struct")
                                .with(MalformedSettings.MAX_PERCENT_AFTER, "10")),
                Arguments.of(ReadinessSettings.MARKER, GOOD.with(ReadinessSettings.MARKER, "done")),
                Arguments.of(ReadinessSettings.MARKER, GOOD.with(ReadinessSettings.MARKER, "{name}")),
                Arguments.of(ReadinessSettings.MARKER, GOOD.with(ReadinessSettings.MARKER, "done/{name}")),
                Arguments.of(ReadinessSettings.MANIFEST, GOOD.with(ReadinessSettings.MANIFEST, "[a")),
                Arguments.of(IdentitySettings.REMEMBER, GOOD.with(IdentitySettings.REMEMBER, "1000")),
                Arguments.of(
                        IdentitySettings.REMEMBER,
                        GOOD.audited()
                                .with(FinishSettings.AFTER_READ, "keep")
                                .without(FinishSettings.ARCHIVE_FOLDER)
                                .with(IdentitySettings.REMEMBER, "1000")),
                Arguments.of(IdentitySettings.IDENTITY, GOOD.audited().with(IdentitySettings.IDENTITY, "content")),
                Arguments.of(
                        IdentitySettings.IDENTITY,
                        GOOD.audited()
                                .with(IdentitySettings.IDENTITY, "content")
                                .with(IdentitySettings.REMEMBER, "1000")
                                .with("tasks.max", "2")),
                Arguments.of(
                        IdentitySettings.IDENTITY,
                        keep().with(IdentitySettings.IDENTITY, "content").with("tasks.max", "2")),
                Arguments.of(IdentitySettings.IDENTITY, GOOD.with(IdentitySettings.IDENTITY, "path")),
                Arguments.of(
                        SideSettings.AUDIT_EVENTS,
                        GOOD.audited()
                                .with(IdentitySettings.IDENTITY, "path")
                                .with(SideSettings.AUDIT_EVENTS, "archived,changed,vanished")),
                Arguments.of(
                        SideSettings.AUDIT_EVENTS,
                        GOOD.audited()
                                .with(IdentitySettings.REMEMBER, "1000")
                                .with(SideSettings.AUDIT_EVENTS, "archived")),
                Arguments.of(FinishSettings.ARCHIVE_FOLDER, GOOD.with(InputSettings.FOLDERS, "/other,/archive/")),
                Arguments.of(MalformedSettings.MODE, GOOD.with(MalformedSettings.MODE, "ignore")),
                Arguments.of(MalformedSettings.TOPIC, GOOD.with(MalformedSettings.MODE, "quarantine")),
                Arguments.of(
                        MalformedSettings.TOPIC,
                        GOOD.with(MalformedSettings.MODE, "fail").with(MalformedSettings.TOPIC, "bad")),
                Arguments.of(SideSettings.FORM, GOOD.audited().without(SideSettings.FORM)),
                Arguments.of(
                        SideSettings.FORM,
                        GOOD.with(MalformedSettings.TOPIC, "bad").without(SideSettings.FORM)),
                Arguments.of(FinishSettings.ARCHIVE_FOLDER, GOOD.with(FinishSettings.ARCHIVE_FOLDER, "/archive/{nam}")),
                Arguments.of(FinishSettings.ARCHIVE_FOLDER, GOOD.with(FinishSettings.ARCHIVE_FOLDER, "/archive/{name")),
                Arguments.of(
                        FinishSettings.ARCHIVE_FOLDER, GOOD.with(FinishSettings.ARCHIVE_FOLDER, "{folder}/{name}")),
                Arguments.of(FinishSettings.ARCHIVE_FOLDER, GOOD.with(FinishSettings.ARCHIVE_FOLDER, "/in/{name}.x")),
                Arguments.of(
                        FinishSettings.QUARANTINE_FOLDER, GOOD.with(FinishSettings.QUARANTINE_FOLDER, "/bad/{when}")),
                Arguments.of(FinishSettings.ARCHIVE_CONFLICT, keep().with(FinishSettings.ARCHIVE_CONFLICT, "number")),
                Arguments.of(FinishSettings.RENAME_TO, GOOD.with(FinishSettings.RENAME_TO, "{name}.x")),
                Arguments.of(FinishSettings.TOUCH_NAME, GOOD.with(FinishSettings.TOUCH_NAME, "{name}.x")),
                Arguments.of(FinishSettings.RENAME_TO, rename()),
                Arguments.of(FinishSettings.RENAME_TO, rename().with(SelectionSettings.EXCLUDE, "*.done")),
                Arguments.of(FinishSettings.RENAME_TO, csv(rename()).with(FinishSettings.RENAME_TO, "{name}")),
                Arguments.of(FinishSettings.RENAME_TO, csv(rename()).with(FinishSettings.RENAME_TO, "done/{name}.x")),
                Arguments.of(FinishSettings.RENAME_TO, csv(rename()).with(FinishSettings.RENAME_TO, "done")),
                Arguments.of(FinishSettings.RENAME_TO, csv(rename()).with(FinishSettings.RENAME_TO, "{stem}.2.csv")),
                Arguments.of(FinishSettings.RENAME_TO, csv(rename()).with(FinishSettings.RENAME_TO, "{name}.{x}")),
                Arguments.of(FinishSettings.TOUCH_NAME, touch()),
                Arguments.of(
                        FinishSettings.TOUCH_NAME,
                        touch().with(SelectionSettings.INCLUDE, "orders-?[0-9]*.[ct]sv,*.read")),
                Arguments.of(SideSettings.AUDIT_TOPIC, GOOD.with(MalformedSettings.MODE, "skip")),
                Arguments.of(
                        SideSettings.AUDIT_EVENTS,
                        GOOD.audited()
                                .with(MalformedSettings.MODE, "skip")
                                .with(SideSettings.AUDIT_EVENTS, "completed,archived")),
                Arguments.of(
                        MalformedSettings.TOPIC,
                        GOOD.audited().with(MalformedSettings.MODE, "Skip").with(MalformedSettings.TOPIC, "bad")),
                Arguments.of(MalformedSettings.MAX_PERCENT, GOOD.with(MalformedSettings.MAX_PERCENT, "10")),
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
                Arguments.of(InputSettings.FOLDERS, ""),
                Arguments.of(InputSettings.FOLDERS, " , "),
                Arguments.of(InputSettings.DEPTH, "-1"),
                Arguments.of(IdentitySettings.IDENTITY, "name"),
                Arguments.of(FeedSettings.FORMAT, "xls"),
                Arguments.of(ReadinessSettings.STABLE_SCANS, "0"),
                Arguments.of(SelectionSettings.SCAN_INTERVAL, "1"),
                Arguments.of(TargetSettings.BATCH_RECORDS, "0"),
                Arguments.of(FinishSettings.AFTER_READ, "shred"));
    }

    @Test
    void readsEachGroup() {
        FeedSettings settings = GOOD.with(InputSettings.FOLDERS, "/in//,/in,/b")
                .with(MalformedSettings.TOPIC, "bad")
                .with(TargetSettings.KEY, "none")
                .settings();

        assertThat(settings.folders()).containsExactly("/in", "/b");
        assertThat(settings.finish().archive()).get().hasToString(MemoryFiles.ARCHIVE + "/{name}");
        assertThat(settings.finish().quarantine()).isEmpty();
        assertThat(settings.finish().afterRead()).isEqualTo(AfterRead.MOVE);
        assertThat(settings.finish().conflict()).isEqualTo(NameConflict.NUMBER);
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
