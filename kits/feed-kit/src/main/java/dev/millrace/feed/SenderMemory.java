package dev.millrace.feed;

import dev.millrace.feed.format.StreamMemory;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * What formats remember of senders from one file of a task to the next, for as long as the task lives. A file that is read
 * again before it was finished is shown what was known before it. When there are too many senders, whoever was silent
 * longest is forgotten; when too much is kept of unfinished files, all is. Belongs to the reading thread.
 */
final class SenderMemory {

    static final int MOST = 10_000;

    /** What a file that is not finished added: up to where, and what was known before that. */
    private static final class Mark {
        private final Map<String, String> before = new HashMap<>();
        private long entry = -1;
        private long offset = -1;

        boolean covers(long inEntry, long atOffset) {
            return inEntry < entry || (inEntry == entry && atOffset <= offset);
        }

        void reach(long inEntry, long atOffset) {
            entry = inEntry;
            offset = atOffset;
        }
    }

    private final int most;
    private final LongAdder forgotten;
    private final LinkedHashMap<String, String> known = new LinkedHashMap<>(16, 0.75f, true);
    private final Map<String, Mark> marks = new HashMap<>();
    private long kept;

    /** An empty memory of so many senders; 0 where each file is to stand alone. */
    SenderMemory(int most, LongAdder forgotten) {
        this.most = most;
        this.forgotten = forgotten;
    }

    /** For the reading whose records are handed over: others learn from it. */
    FileMemory reading(FileIdentity file) {
        return most == 0 ? FileMemory.NONE : new View(file.path(), false);
    }

    /** For a look at a file that others learn nothing from, but that is judged as its reading will be. */
    FileMemory trial(FileIdentity file) {
        return most == 0 ? FileMemory.NONE : new View(file.path(), true);
    }

    /** The file was read to its end: should its name come again, it is another delivery. */
    void finished(FileIdentity file) {
        Mark mark = marks.remove(file.path());
        kept -= mark == null ? 0 : mark.before.size();
    }

    private void learn(Mark mark, String key, String text) {
        String before = known.put(key, text);
        if (mark.before.putIfAbsent(key, before == null ? "" : before) == null) {
            kept++;
        }
        if (kept > most) {
            // Without its mark a file could be taken for its own duplicate, so nothing is known rather than that.
            forgotten.add(known.size());
            known.clear();
            marks.clear();
            kept = 0;
        } else if (known.size() > most) {
            known.remove(known.keySet().iterator().next());
            forgotten.increment();
        }
    }

    private final class View implements FileMemory {

        private final String path;
        private final boolean trial;
        private final Told again = new Told();
        private final Told tried = new Told();

        View(String path, boolean trial) {
            this.path = path;
            this.trial = trial;
        }

        @Override
        public StreamMemory of(long entry) {
            return new StreamMemory() {
                @Override
                public Optional<String> before(String key, long offset) {
                    return View.this.before(key, entry, offset).filter(text -> !text.isEmpty());
                }

                @Override
                public Optional<String> latest(String key) {
                    return View.this.latest(key);
                }

                @Override
                public void remember(String key, long offset, String text, String latest) {
                    View.this.remember(key, entry, offset, text, latest);
                }
            };
        }

        private Optional<String> before(String key, long entry, long offset) {
            Mark mark = marks.get(path);
            if (mark != null && mark.covers(entry, offset)) {
                return again.of(key, mark.before.get(key));
            }
            return latest(key);
        }

        private Optional<String> latest(String key) {
            return trial ? tried.of(key, known.get(key)) : Optional.ofNullable(known.get(key));
        }

        private void remember(String key, long entry, long offset, String text, String latest) {
            Mark mark = marks.get(path);
            boolean repeats = mark != null && mark.covers(entry, offset);
            if (repeats) {
                again.put(key, text);
            }
            if (trial) {
                tried.put(key, latest);
                return;
            }
            Mark open = mark == null ? new Mark() : mark;
            marks.put(path, open);
            if (!repeats) {
                open.reach(entry, offset);
            }
            learn(open, key, latest);
        }
    }

    /** What one reading learnt and others do not hear. */
    private final class Told {

        private final Map<String, String> texts = new HashMap<>();
        private boolean full;

        void put(String key, String text) {
            if (texts.size() < most || texts.containsKey(key)) {
                texts.put(key, text);
            } else {
                full = true;
            }
        }

        /** Nothing is known of a sender that may be one too many. */
        Optional<String> of(String key, @Nullable String before) {
            String own = texts.get(key);
            return own == null && full ? Optional.empty() : Optional.ofNullable(own == null ? before : own);
        }
    }
}
