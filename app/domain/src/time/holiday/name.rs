//! The names of the holidays in both languages.

use serde::{Deserialize, Serialize};

macro_rules! names {
    ($($(#[$doc:meta])* $variant:ident, $german:literal, $english:literal;)*) => {
        /// Which public holiday a day is.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum HolidayName {
            $($(#[$doc])* $variant,)*
        }

        impl HolidayName {
            /// The German name.
            pub const fn german(self) -> &'static str {
                match self { $(Self::$variant => $german,)* }
            }

            /// The English name.
            pub const fn english(self) -> &'static str {
                match self { $(Self::$variant => $english,)* }
            }
        }
    };
}

names! {
    /// 1 January.
    NewYear, "Neujahr", "New Year's Day";
    /// 6 January.
    Epiphany, "Heilige Drei Könige", "Epiphany";
    /// 8 March.
    WomensDay, "Internationaler Frauentag", "International Women's Day";
    /// Two days before Easter.
    GoodFriday, "Karfreitag", "Good Friday";
    /// A holiday by law only in Brandenburg.
    EasterSunday, "Ostersonntag", "Easter Sunday";
    /// The day after Easter.
    EasterMonday, "Ostermontag", "Easter Monday";
    /// 1 May.
    LabourDay, "Tag der Arbeit", "Labour Day";
    /// 8 May, Berlin, 2020 and 2025.
    LiberationDay, "Tag der Befreiung", "Liberation Day";
    /// 39 days after Easter.
    Ascension, "Christi Himmelfahrt", "Ascension Day";
    /// A holiday by law only in Brandenburg.
    WhitSunday, "Pfingstsonntag", "Whit Sunday";
    /// 50 days after Easter.
    WhitMonday, "Pfingstmontag", "Whit Monday";
    /// 60 days after Easter.
    CorpusChristi, "Fronleichnam", "Corpus Christi";
    /// 17 June, Berlin, 2028.
    UprisingDay, "Jahrestag des Volksaufstandes", "Anniversary of the 1953 Uprising";
    /// 15 August.
    Assumption, "Mariä Himmelfahrt", "Assumption Day";
    /// 20 September.
    ChildrensDay, "Weltkindertag", "World Children's Day";
    /// 3 October.
    GermanUnity, "Tag der Deutschen Einheit", "German Unity Day";
    /// 31 October.
    Reformation, "Reformationstag", "Reformation Day";
    /// 1 November.
    AllSaints, "Allerheiligen", "All Saints' Day";
    /// The Wednesday before 23 November.
    Repentance, "Buß- und Bettag", "Day of Repentance and Prayer";
    /// 25 December.
    ChristmasDay, "Erster Weihnachtstag", "Christmas Day";
    /// 26 December.
    SecondChristmasDay, "Zweiter Weihnachtstag", "Second Day of Christmas";
}
