use std::str::FromStr;
use std::time::Duration;

use crate::args::Origins;
use crate::failure::Failure;

/// A text that was given for a flag, with where it was given.
pub(crate) struct Value<'a> {
    text: &'a str,
    name: &'static str,
    origins: &'a Origins,
}

impl<'a> Value<'a> {
    /// The text given for the flag of this long name.
    pub(crate) fn new(text: &'a str, name: &'static str, origins: &'a Origins) -> Self {
        Value {
            text: text.trim(),
            name,
            origins,
        }
    }

    /// The text as it is.
    pub(crate) fn text(&self) -> &'a str {
        self.text
    }

    /// A failure about it.
    pub(crate) fn refuse(&self, what: &str, hint: &str) -> Failure {
        let origin = self.origins.of(self.name);
        Failure::usage(format!("{what} ({origin})")).hint(hint)
    }

    /// A whole number of at least `least`.
    pub(crate) fn number<T: FromStr + PartialOrd + std::fmt::Display>(
        &self,
        least: T,
    ) -> Result<T, Failure> {
        let number = self.text.replace('_', "").parse::<T>().ok();
        number.filter(|number| *number >= least).ok_or_else(|| {
            let what = format!("`{}` is no number that fits here", self.text);
            self.refuse(&what, &format!("give a whole number, at least {least}"))
        })
    }

    /// `true` or `false`, in the usual words.
    pub(crate) fn truth(&self) -> Result<bool, Failure> {
        match self.text.to_ascii_lowercase().as_str() {
            "true" | "yes" | "on" | "1" => Ok(true),
            "false" | "no" | "off" | "0" => Ok(false),
            _ => {
                let what = format!("`{}` is neither true nor false", self.text);
                Err(self.refuse(&what, "give true or false"))
            }
        }
    }

    /// `30s`, `5m`, `1h30m`, `250ms`, or plain seconds. Never zero.
    pub(crate) fn duration(&self) -> Result<Duration, Failure> {
        duration(self.text).ok_or_else(|| {
            let what = format!("`{}` is no length of time", self.text);
            self.refuse(&what, "write it as 30s, 5m, 1h30m, or in plain seconds")
        })
    }

    /// `8MiB`, `500kB`, or plain bytes.
    pub(crate) fn size(&self) -> Result<usize, Failure> {
        size(self.text).ok_or_else(|| {
            let what = format!("`{}` is no number of bytes", self.text);
            self.refuse(&what, "write it as 8MiB, 500kB, or in plain bytes")
        })
    }

    /// `50/s`, `300/m`, or plain requests a second.
    pub(crate) fn rate(&self) -> Result<f64, Failure> {
        rate(self.text).ok_or_else(|| {
            let what = format!("`{}` is no rate", self.text);
            self.refuse(
                &what,
                "write it as 50/s, 300/m, or in plain requests a second",
            )
        })
    }

    /// `80%` or `80`, as a share of one.
    pub(crate) fn share(&self) -> Result<f64, Failure> {
        let percent = self.text.trim_end_matches('%').trim().parse::<f64>().ok();
        let percent = percent.filter(|percent| (0.0..=100.0).contains(percent));
        percent.map(|percent| percent / 100.0).ok_or_else(|| {
            let what = format!("`{}` is no percentage", self.text);
            self.refuse(&what, "write it as 80%")
        })
    }

    /// The two parts around the first separator, without blanks around them.
    pub(crate) fn pair(&self, separator: char, example: &str) -> Result<(String, String), Failure> {
        let parts = self.text.split_once(separator);
        let parts = parts.filter(|(name, _)| !name.trim().is_empty());
        let (name, value) = parts.ok_or_else(|| {
            // What is given may be a secret: it is not repeated.
            let what = format!("a name and `{separator}` are missing");
            self.refuse(&what, &format!("write it as {example}"))
        })?;
        Ok((name.trim().to_owned(), value.trim().to_owned()))
    }
}

pub(super) fn duration(text: &str) -> Option<Duration> {
    let seconds = match text.parse::<f64>() {
        Ok(seconds) => seconds,
        Err(_) => compound(text)?,
    };
    // Ten years are more than anybody waits, and less than any clock counts.
    let sane = seconds > 0.0 && seconds <= 315_360_000.0;
    sane.then(|| Duration::from_secs_f64(seconds))
}

/// `1h30m`, in seconds.
fn compound(text: &str) -> Option<f64> {
    let mut rest = text;
    let mut seconds = 0.0;
    while !rest.is_empty() {
        let digits = rest.find(|c: char| !(c.is_ascii_digit() || c == '.'))?;
        let number: f64 = rest[..digits].parse().ok()?;
        let after = &rest[digits..];
        let end = after.find(|c: char| !c.is_ascii_alphabetic());
        let (unit, next) = after.split_at(end.unwrap_or(after.len()));
        seconds += number
            * match unit {
                "ms" => 0.001,
                "s" | "sec" => 1.0,
                "m" | "min" => 60.0,
                "h" => 3600.0,
                "d" => 86_400.0,
                _ => return None,
            };
        rest = next.trim_start();
    }
    Some(seconds)
}

fn size(text: &str) -> Option<usize> {
    let end = text.find(|c: char| !(c.is_ascii_digit() || c == '.'));
    let (number, unit) = text.split_at(end.unwrap_or(text.len()));
    let unit = match unit.trim().to_ascii_lowercase().as_str() {
        "" | "b" => 1.0,
        "k" | "kb" => 1e3,
        "m" | "mb" => 1e6,
        "g" | "gb" => 1e9,
        "kib" => 1024.0,
        "mib" => 1024.0 * 1024.0,
        "gib" => 1024.0 * 1024.0 * 1024.0,
        _ => return None,
    };
    let bytes = number.parse::<f64>().ok()? * unit;
    (1.0..1e15).contains(&bytes).then_some(bytes as usize)
}

fn rate(text: &str) -> Option<f64> {
    let (number, unit) = text.split_once('/').unwrap_or((text, "s"));
    let seconds = match unit.trim() {
        "s" | "sec" | "second" => 1.0,
        "m" | "min" | "minute" => 60.0,
        "h" | "hour" => 3600.0,
        _ => return None,
    };
    let rate = number.trim().parse::<f64>().ok()? / seconds;
    (rate > 0.0 && rate.is_finite()).then_some(rate)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_of_time_are_read_as_people_write_them() {
        let check = |text: &str, milliseconds: Option<u128>| {
            assert_eq!(
                duration(text).map(|d| d.as_millis()),
                milliseconds,
                "{text}"
            );
        };
        check("30s", Some(30_000));
        check("5m", Some(300_000));
        check("1h30m", Some(5_400_000));
        check("1m 30s", Some(90_000));
        check("90", Some(90_000));
        check("2.5", Some(2_500));
        check("250ms", Some(250));
        for wrong in ["", "0", "-5", "5x", "s", "1e400", "nan", "inf", "5m3"] {
            check(wrong, None);
        }
    }

    #[test]
    fn sizes_and_rates_have_units() {
        assert_eq!(size("8MiB"), Some(8 << 20));
        assert_eq!(size("500 kB"), Some(500_000));
        assert_eq!(size("17"), Some(17));
        assert_eq!(size("0"), None);
        assert_eq!(size("lots"), None);
        assert_eq!(rate("50/s"), Some(50.0));
        assert_eq!(rate("300/m"), Some(5.0));
        assert_eq!(rate("7"), Some(7.0));
        assert_eq!(rate("0/s"), None);
        assert_eq!(rate("5/fortnight"), None);
    }
}
