package dev.millrace.vault;

import dev.millrace.kit.ConnectorFailure;
import dev.millrace.kit.FailureKind;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Where a secret stands: {@code mount/path}, or {@code mount/path?version=3} for one version of it. The mount is the first
 * segment, unless a longer one is among those that the settings name.
 *
 * @param mount of a KV engine of version 2
 * @param path below it
 * @param version empty for the newest
 */
record SecretPath(String mount, String path, Optional<Integer> version) {

    private static final Pattern FORM = Pattern.compile("([^?]+)(?:\\?version=([1-9][0-9]{0,8}))?");
    private static final String EXAMPLE =
            ": write ${vault:mount/path:key}, such as ${vault:secret/orders/erp:password}";

    /**
     * Reads it.
     *
     * @param mounts those whose names have slashes
     * @throws ConnectorFailure when it names no secret
     */
    static SecretPath parse(String text, List<String> mounts) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            throw wrong("'" + shown(text) + "' names no secret" + EXAMPLE);
        }
        String name = form.group(1);
        for (String segment : name.split("/", -1)) {
            if (segment.isBlank() || segment.equals(".") || segment.equals("..") || hasControl(segment)) {
                throw wrong("'" + shown(text) + "' has a segment that is empty or no name" + EXAMPLE);
            }
        }
        String mount = mounts.stream()
                .filter(known -> name.startsWith(known + "/"))
                .max(Comparator.comparingInt(String::length))
                .orElseGet(() -> name.contains("/") ? name.substring(0, name.indexOf('/')) : name);
        if (mount.equals(name) || mounts.contains(name)) {
            throw wrong("'" + shown(text) + "' names a mount and no secret in it" + EXAMPLE);
        }
        return new SecretPath(
                mount,
                name.substring(mount.length() + 1),
                Optional.ofNullable(form.group(2)).map(Integer::valueOf));
    }

    /** What is asked for, below the address of the API. */
    String request() {
        return encoded(mount) + "/data/" + encoded(path)
                + version.map(number -> "?version=" + number).orElse("");
    }

    /** Tells what is mounted there. */
    String mountRequest() {
        return "sys/internal/ui/mounts/" + encoded(mount);
    }

    /** As it is written in a configuration. */
    @Override
    public String toString() {
        return mount + "/" + path + version.map(number -> "?version=" + number).orElse("");
    }

    static String encoded(String path) {
        return Arrays.stream(path.split("/", -1))
                .map(segment ->
                        URLEncoder.encode(segment, StandardCharsets.UTF_8).replace("+", "%20"))
                .collect(Collectors.joining("/"));
    }

    private static boolean hasControl(String segment) {
        return segment.chars().anyMatch(Character::isISOControl);
    }

    private static String shown(String text) {
        return text.replaceAll("\\p{Cntrl}", "?");
    }

    private static ConnectorFailure wrong(String sentence) {
        return new ConnectorFailure(FailureKind.MISCONFIGURED, "secret-path-wrong", sentence);
    }
}
