package dev.millrace.legacy;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** A session that was written down: who sent what, in which order. */
record Transcript(String name, List<Step> steps) {

    /** A step: bytes of a side, or an event such as {@code close}. */
    record Step(String from, String hex, String event, String packet) {

        byte[] bytes() {
            return HexFormat.of().parseHex(hex);
        }
    }

    /** All transcripts of a file. */
    static Map<String, Transcript> read(Path file) throws IOException {
        Map<String, Transcript> found = new HashMap<>();
        try (JsonParser json = new JsonFactory().createParser(file.toFile())) {
            String name = "";
            int depth = 0;
            List<Step> steps = new ArrayList<>();
            Map<String, String> step = new HashMap<>();
            for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
                if (token == JsonToken.START_OBJECT) {
                    depth++;
                    step.clear();
                } else if (token == JsonToken.END_OBJECT) {
                    depth--;
                    if (depth == 1 && step.containsKey("from")) {
                        steps.add(new Step(
                                step.get("from"),
                                step.getOrDefault("hex", ""),
                                step.getOrDefault("event", ""),
                                step.getOrDefault("packet", "")));
                    } else if (depth == 0) {
                        found.put(name, new Transcript(name, List.copyOf(steps)));
                        steps.clear();
                    }
                    step.clear();
                } else if (token.isScalarValue() && json.currentName() != null) {
                    if (depth == 1 && json.currentName().equals("name")) {
                        name = json.getText();
                    }
                    step.put(json.currentName(), json.getText());
                }
            }
        }
        return found;
    }
}
