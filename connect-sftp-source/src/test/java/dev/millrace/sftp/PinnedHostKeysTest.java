package dev.millrace.sftp;

import static org.assertj.core.api.Assertions.assertThat;

import com.jcraft.jsch.HostKeyRepository;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

class PinnedHostKeysTest {

    private static final byte[] KEY = "a key's wire form".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] OTHER = "another key's".getBytes(StandardCharsets.US_ASCII);

    @Test
    void printsAFingerprintAsOpenSshDoes() {
        // The SHA-256 of nothing, FIPS 180-4.
        assertThat(PinnedHostKeys.fingerprint(new byte[0]))
                .isEqualTo("SHA256:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU");
    }

    @Test
    void acceptsAPinnedKeyWhateverTheHostIsCalled() {
        PinnedHostKeys keys = new PinnedHostKeys(List.of(PinnedHostKeys.fingerprint(KEY)));

        assertThat(keys.check("a", KEY)).isEqualTo(HostKeyRepository.OK);
        assertThat(keys.check("[b]:2222", KEY)).isEqualTo(HostKeyRepository.OK);
    }

    @Test
    void takesAFingerprintWithOrWithoutPadding() {
        PinnedHostKeys keys = new PinnedHostKeys(List.of(PinnedHostKeys.fingerprint(KEY) + "="));

        assertThat(keys.check("a", KEY)).isEqualTo(HostKeyRepository.OK);
    }

    @Test
    void refusesAnyOtherKeyAndTellsWhatItWasShown() {
        PinnedHostKeys keys = new PinnedHostKeys(List.of(PinnedHostKeys.fingerprint(KEY)));

        assertThat(keys.check("a", OTHER)).isNotEqualTo(HostKeyRepository.OK);
        assertThat(keys.shown()).isEqualTo(PinnedHostKeys.fingerprint(OTHER));
    }

    @Test
    void tellsUpperFromLowerCase() {
        String fingerprint = PinnedHostKeys.fingerprint(KEY);
        byte[] swapped = Base64.getDecoder().decode(fingerprint.substring(7) + "=");
        swapped[0] ^= 1;
        String other = "SHA256:" + Base64.getEncoder().withoutPadding().encodeToString(swapped);

        assertThat(new PinnedHostKeys(List.of(other)).check("a", KEY)).isNotEqualTo(HostKeyRepository.OK);
        assertThat(new PinnedHostKeys(List.of(fingerprint.toLowerCase(java.util.Locale.ROOT))).check("a", KEY))
                .isNotEqualTo(HostKeyRepository.OK);
    }

    @Test
    void acceptsNothingWhenNothingIsPinned() {
        assertThat(new PinnedHostKeys(List.of()).check("a", KEY)).isNotEqualTo(HostKeyRepository.OK);
    }
}
