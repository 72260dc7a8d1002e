package dev.millrace.feed;

import dev.millrace.kit.RetrySettings;
import dev.millrace.kit.SideSettings;
import java.util.HashMap;
import java.util.Map;

/** A complete configuration, quick enough for tests. */
record FeedOptions(Map<String, String> map) {

    static final String TOPIC = "rows";
    static final String AUDIT = "audit";
    static final String MALFORMED = "malformed";

    static FeedOptions of(String store) {
        Map<String, String> map = new HashMap<>();
        map.put("name", "feed");
        map.put("tasks.max", "1");
        map.put(FeedConnector.STORE, store);
        map.put(TargetSettings.TOPIC, TOPIC);
        map.put(InputSettings.FOLDERS, MemoryFiles.IN);
        map.put(SelectionSettings.SCAN_INTERVAL, "10");
        map.put(ReadinessSettings.STABLE_SCANS, "1");
        map.put(FinishSettings.ARCHIVE_FOLDER, MemoryFiles.ARCHIVE);
        map.put(FeedSettings.FORMAT, "lines");
        map.put(RetrySettings.BACKOFF, "1");
        map.put(RetrySettings.BACKOFF_MAX, "5");
        map.put(SideSettings.FORM, "struct");
        map.put(FeedConnector.POLL, "20");
        return new FeedOptions(map);
    }

    FeedOptions with(String key, String value) {
        Map<String, String> changed = new HashMap<>(map);
        changed.put(key, value);
        return new FeedOptions(changed);
    }

    FeedOptions without(String key) {
        Map<String, String> changed = new HashMap<>(map);
        changed.remove(key);
        return new FeedOptions(changed);
    }

    FeedOptions audited() {
        return with(SideSettings.AUDIT_TOPIC, AUDIT);
    }

    FeedSettings settings() {
        return FeedConnector.settings(map);
    }
}
