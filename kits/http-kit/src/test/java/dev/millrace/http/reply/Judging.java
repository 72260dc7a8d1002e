package dev.millrace.http.reply;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;

/** Settings as a user writes them, and replies to judge. */
final class Judging {

    private Judging() {}

    static AbstractConfig config(Map<String, String> options) {
        ConfigDef definition = new ConfigDef();
        ClassifierSettings.define(definition);
        return new AbstractConfig(definition, options, false);
    }

    static ReplyJudge with(String... options) {
        return new ReplyJudge(settings(options));
    }

    static ClassifierSettings settings(String... options) {
        Map<String, String> all = new HashMap<>();
        for (int i = 0; i < options.length; i += 2) {
            all.put(options[i], options[i + 1]);
        }
        AbstractConfig config = config(all);
        ClassifierSettings.validate(config, (key, sentence) -> {
            throw new AssertionError(key + " " + sentence);
        });
        return ClassifierSettings.from(config);
    }

    static ReplyBody json(String text) {
        return body("application/json", text);
    }

    static ReplyBody body(String contentType, String text) {
        return new ReplyBody(text.getBytes(StandardCharsets.UTF_8), contentType, false);
    }

    static ReplyBody nothing() {
        return body("", "");
    }
}
