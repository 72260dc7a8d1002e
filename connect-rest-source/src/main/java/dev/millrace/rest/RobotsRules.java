package dev.millrace.rest;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What a robots.txt says to one robot (RFC 9309, section 2.2): the rules of all groups that name it, or else of those for all.
 *
 * @param crawlDelay the time between two requests that the groups ask for; no part of the standard
 */
record RobotsRules(List<RobotsRule> rules, Optional<Duration> crawlDelay) {

    /** What there is where nothing is said. */
    static final RobotsRules NONE = new RobotsRules(List.of(), Optional.empty());

    /** The file's end for us; the standard demands at least 500 KiB (section 2.5). */
    private static final int MOST_BYTES = 512 * 1024;

    private static final String PATH = "/robots.txt";
    private static final String ALL = "*";
    private static final double LONGEST_DELAY_SECONDS = 3_600;

    RobotsRules {
        rules = List.copyOf(rules);
    }

    /** The lines that hold for some robots. */
    private static final class Group {
        private final List<String> agents = new ArrayList<>();
        private final List<RobotsRule> rules = new ArrayList<>();
        private Optional<Duration> delay = Optional.empty();
    }

    /** Reads a file for the robot of that name; lines that are none are passed over. */
    static RobotsRules parse(byte[] file, String agent) {
        List<Group> groups = groups(new String(file, 0, Math.min(file.length, MOST_BYTES), StandardCharsets.UTF_8));
        return merged(groups, groups.stream().anyMatch(group -> names(group, agent)) ? agent : ALL);
    }

    private static boolean names(Group group, String agent) {
        return group.agents.stream().anyMatch(agent::equalsIgnoreCase);
    }

    private static RobotsRules merged(List<Group> groups, String agent) {
        List<RobotsRule> rules = new ArrayList<>();
        Optional<Duration> delay = Optional.empty();
        for (Group group : groups) {
            if (names(group, agent)) {
                rules.addAll(group.rules);
                delay = group.delay.isPresent() ? group.delay : delay;
            }
        }
        return new RobotsRules(rules, delay);
    }

    private static List<Group> groups(String text) {
        List<Group> groups = new ArrayList<>();
        Group group = new Group();
        boolean hasRules = true;
        for (String line : text.replace("\uFEFF", "").split("\r\n|\r|\n", -1)) {
            String content = line.split("#", 2)[0];
            int colon = content.indexOf(':');
            if (colon < 1) {
                continue;
            }
            String key = content.substring(0, colon).strip().toLowerCase(Locale.ROOT);
            String value = content.substring(colon + 1).strip();
            if (key.equals("user-agent")) {
                if (hasRules) {
                    group = new Group();
                    groups.add(group);
                    hasRules = false;
                }
                group.agents.add(product(value));
            } else if (key.equals("allow") || key.equals("disallow")) {
                // Rules before the first group belong to nobody: their group is in no list.
                hasRules = true;
                if (!value.isEmpty()) {
                    group.rules.add(RobotsRule.of(key.equals("allow"), value));
                }
            } else if (key.equals("crawl-delay")) {
                group.delay = delay(value);
            }
        }
        return groups;
    }

    /** A name may be followed by a version, which is no part of it (section 2.2.1). */
    private static String product(String value) {
        return value.equals(ALL) ? ALL : value.split("[^A-Za-z_-]", 2)[0];
    }

    private static Optional<Duration> delay(String value) {
        try {
            double seconds = Double.parseDouble(value);
            return seconds > 0
                    ? Optional.of(Duration.ofMillis((long) (Math.min(seconds, LONGEST_DELAY_SECONDS) * 1_000)))
                    : Optional.empty();
        } catch (NumberFormatException none) {
            return Optional.empty();
        }
    }

    /**
     * Whether the robot may ask for that: the longest rule that fits decides, and of two as long the one that allows
     * (section 2.2.2).
     *
     * @param target path and query as they are sent
     */
    boolean allows(String target) {
        String path = RobotsRule.normal(target, false);
        if (path.equals(PATH)) {
            return true;
        }
        boolean allowed = true;
        int longest = -1;
        for (RobotsRule rule : rules) {
            int length = rule.length();
            boolean decides = length > longest || (length == longest && rule.allows());
            if (decides && rule.matches(path)) {
                allowed = rule.allows();
                longest = length;
            }
        }
        return allowed;
    }
}
