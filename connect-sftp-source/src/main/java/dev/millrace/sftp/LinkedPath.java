package dev.millrace.sftp;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Follows the links on a path part by part, for servers whose canonical path leaves links as they are. */
final class LinkedPath {

    /** As many as common systems follow before they take them for a circle. */
    private static final int MOST_LINKS = 40;

    private final Function<String, Optional<String>> targetOf;

    /**
     * Asks a server.
     *
     * @param targetOf where a link leads, as it is written; empty for what is no link
     */
    LinkedPath(Function<String, Optional<String>> targetOf) {
        this.targetOf = targetOf;
    }

    /** The path without links; empty when they form a circle. */
    Optional<String> follow(String path) {
        Deque<String> left = new ArrayDeque<>(List.of(path.split("/", -1)));
        String followed = "";
        int links = 0;
        while (!left.isEmpty()) {
            String part = left.remove();
            if (part.equals("..")) {
                followed = followed.substring(0, Math.max(0, followed.lastIndexOf('/')));
            } else if (!part.isEmpty() && !part.equals(".")) {
                String next = followed + "/" + part;
                Optional<String> target = targetOf.apply(next);
                if (target.isEmpty()) {
                    followed = next;
                } else if (++links > MOST_LINKS) {
                    return Optional.empty();
                } else {
                    followed = target.get().startsWith("/") ? "" : followed;
                    String[] parts = target.get().split("/", -1);
                    for (int i = parts.length - 1; i >= 0; i--) {
                        left.addFirst(parts[i]);
                    }
                }
            }
        }
        return Optional.of(followed.isEmpty() ? "/" : followed);
    }
}
