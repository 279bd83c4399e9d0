"""The English councils with children's services, by the codes their files carry.

Three-digit codes as the Department for Education gives them, nine-sign ones as the
Office for National Statistics does in 2025, by region; councils that ended since 2017-18
too. The three-digit codes of councils from before 2019 were compared with a public list
(mysociety/uk_local_authority_names_and_codes); tests hold the counts of each kind and
region. A code that is missing here is asked about, never refused for good.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

_LISTED = """
= North East
390 E08000037 Gateshead, was E08000020
391 E08000021 Newcastle upon Tyne
392 E08000022 North Tyneside
393 E08000023 South Tyneside
394 E08000024 Sunderland
805 E06000001 Hartlepool
806 E06000002 Middlesbrough
807 E06000003 Redcar and Cleveland
808 E06000004 Stockton-on-Tees
840 E06000047 County Durham
841 E06000005 Darlington
929 E06000057 Northumberland, was E06000048
= North West
340 E08000011 Knowsley
341 E08000012 Liverpool
342 E08000013 St Helens
343 E08000014 Sefton
344 E08000015 Wirral
350 E08000001 Bolton
351 E08000002 Bury
352 E08000003 Manchester
353 E08000004 Oldham
354 E08000005 Rochdale
355 E08000006 Salford
356 E08000007 Stockport
357 E08000008 Tameside
358 E08000009 Trafford
359 E08000010 Wigan
876 E06000006 Halton
877 E06000007 Warrington
888 E10000017 Lancashire
889 E06000008 Blackburn with Darwen
890 E06000009 Blackpool
895 E06000049 Cheshire East
896 E06000050 Cheshire West and Chester
909 E10000006 Cumbria, before 2023
942 E06000063 Cumberland, since 2023
943 E06000064 Westmorland and Furness, since 2023
= Yorkshire and The Humber
370 E08000038 Barnsley, was E08000016
371 E08000017 Doncaster
372 E08000018 Rotherham
373 E08000039 Sheffield, was E08000019
380 E08000032 Bradford
381 E08000033 Calderdale
382 E08000034 Kirklees
383 E08000035 Leeds
384 E08000036 Wakefield
810 E06000010 Kingston upon Hull
811 E06000011 East Riding of Yorkshire
812 E06000012 North East Lincolnshire
813 E06000013 North Lincolnshire
815 E06000065 North Yorkshire, was E10000023
816 E06000014 York
= East Midlands
830 E10000007 Derbyshire
831 E06000015 Derby
855 E10000018 Leicestershire
856 E06000016 Leicester
857 E06000017 Rutland
891 E10000024 Nottinghamshire
892 E06000018 Nottingham
925 E10000019 Lincolnshire
928 E10000021 Northamptonshire, before 2021
940 E06000061 North Northamptonshire, since 2021
941 E06000062 West Northamptonshire, since 2021
= West Midlands
330 E08000025 Birmingham
331 E08000026 Coventry
332 E08000027 Dudley
333 E08000028 Sandwell
334 E08000029 Solihull
335 E08000030 Walsall
336 E08000031 Wolverhampton
860 E10000028 Staffordshire
861 E06000021 Stoke-on-Trent
884 E06000019 Herefordshire
885 E10000034 Worcestershire
893 E06000051 Shropshire
894 E06000020 Telford and Wrekin
937 E10000031 Warwickshire
= East of England
821 E06000032 Luton
822 E06000055 Bedford
823 E06000056 Central Bedfordshire
873 E10000003 Cambridgeshire
874 E06000031 Peterborough
881 E10000012 Essex
882 E06000033 Southend-on-Sea
883 E06000034 Thurrock
919 E10000015 Hertfordshire
926 E10000020 Norfolk
935 E10000029 Suffolk
= London
201 E09000001 City of London
202 E09000007 Camden
203 E09000011 Greenwich
204 E09000012 Hackney
205 E09000013 Hammersmith and Fulham
206 E09000019 Islington
207 E09000020 Kensington and Chelsea
208 E09000022 Lambeth
209 E09000023 Lewisham
210 E09000028 Southwark
211 E09000030 Tower Hamlets
212 E09000032 Wandsworth
213 E09000033 Westminster
301 E09000002 Barking and Dagenham
302 E09000003 Barnet
303 E09000004 Bexley
304 E09000005 Brent
305 E09000006 Bromley
306 E09000008 Croydon
307 E09000009 Ealing
308 E09000010 Enfield
309 E09000014 Haringey
310 E09000015 Harrow
311 E09000016 Havering
312 E09000017 Hillingdon
313 E09000018 Hounslow
314 E09000021 Kingston upon Thames
315 E09000024 Merton
316 E09000025 Newham
317 E09000026 Redbridge
318 E09000027 Richmond upon Thames
319 E09000029 Sutton
320 E09000031 Waltham Forest
= South East
825 E06000060 Buckinghamshire, was E10000002
826 E06000042 Milton Keynes
845 E10000011 East Sussex
846 E06000043 Brighton and Hove
850 E10000014 Hampshire
851 E06000044 Portsmouth
852 E06000045 Southampton
867 E06000036 Bracknell Forest
868 E06000040 Windsor and Maidenhead
869 E06000037 West Berkshire
870 E06000038 Reading
871 E06000039 Slough
872 E06000041 Wokingham
886 E10000016 Kent
887 E06000035 Medway
921 E06000046 Isle of Wight
931 E10000025 Oxfordshire
936 E10000030 Surrey
938 E10000032 West Sussex
= South West
420 E06000053 Isles of Scilly
800 E06000022 Bath and North East Somerset
801 E06000023 Bristol
802 E06000024 North Somerset
803 E06000025 South Gloucestershire
835 E10000009 Dorset, before 2019
836 E06000029 Poole, before 2019
837 E06000028 Bournemouth, before 2019
838 E06000059 Dorset, since 2019
839 E06000058 Bournemouth, Christchurch and Poole, since 2019
865 E06000054 Wiltshire
866 E06000030 Swindon
878 E10000008 Devon
879 E06000026 Plymouth
880 E06000027 Torbay
908 E06000052 Cornwall
916 E10000013 Gloucestershire
933 E06000066 Somerset, was E10000027
"""


_LINE = re.compile(
    r"(?P<code>\d{3}) (?P<ons>E\d{8}) (?P<name>.+?)"
    r"(?:, was (?P<was>E\d{8}))?(?:, since (?P<since>\d{4}))?"
    r"(?:, before (?P<before>\d{4}))?"
)


@dataclass(frozen=True)
class EnglishCouncil:
    """A council by its three-digit code, as returns carry it, and its nine-sign one.

    `first` is its first day and `last` its last, where it began or ended since 2018;
    `former` are nine-sign codes that it had before, as returns of those years do.
    """

    code: str
    ons_code: str
    name: str
    region: str
    first: date | None = None
    last: date | None = None
    former: tuple[str, ...] = ()


def _listed() -> Iterator[EnglishCouncil]:
    """Read the list, each council under the region that it is in."""
    region = ""
    for line in _LISTED.strip().split("\n"):
        if line.startswith("= "):
            region = line.removeprefix("= ")
        elif found := _LINE.fullmatch(line):
            yield EnglishCouncil(
                code=found["code"],
                ons_code=found["ons"],
                name=found["name"],
                region=region,
                first=date(int(found["since"]), 4, 1) if found["since"] else None,
                last=date(int(found["before"]), 3, 31) if found["before"] else None,
                former=(found["was"],) if found["was"] else (),
            )


COUNCILS = tuple(sorted(_listed(), key=lambda each: each.code))
_BY_CODE: Mapping[str, EnglishCouncil] = {
    code: each for each in COUNCILS for code in (each.code, each.ons_code, *each.former)
}


def english_council(code: str) -> EnglishCouncil | None:
    """Return the English council that has a code, in either list; None if none has."""
    return _BY_CODE.get(code.upper())


def is_invented(code: str) -> bool:
    """Say whether a code is of letters alone: no list of councils has such a one."""
    return code.isalpha()


def said(code: str) -> str:
    """Return `390, Gateshead`, or what is to be said of a code on no list."""
    council = english_council(code)
    if council is None:
        return f"{code}, on no list of English councils"
    ended = f", before {council.last.year}" if council.last else ""
    return f"{code}, {council.name}{ended}"


def same(one: str, other: str) -> bool:
    """Say whether two codes are of one council, each in either list."""
    first, second = english_council(one), english_council(other)
    return one == other or (first is not None and first == second)


# Where a council lies, and by which names files call it.


REGIONS = tuple(dict.fromkeys(each.region for each in _listed()))
_ALSO = {  # other names that the Department's files have
    "bedford borough": "822",
    "durham": "840",
    "medway towns": "887",
    "newcastle": "391",
    "southend": "882",
}
_APART = re.compile(r", (?:city|county) of$|\b(?:and|the)\b|[^a-z]")


def region_of(code: str) -> str:
    """Return the region that a council lies in, by either code; empty if on no list."""
    council = english_council(code)
    return council.region if council else ""


def named(name: str) -> EnglishCouncil | None:
    """Return the English council of a name, however a file spells it; None if none.

    `St. Helens`, `Kingston upon Hull, City of` and `Durham` are names too.
    """
    words = name.casefold().replace("&", " and ").strip()
    return _BY_CODE.get(_ALSO.get(words, "")) or _BY_NAME.get(_plain(words))


def _plain(words: str) -> str:
    return _APART.sub("", words)


_BY_NAME = {_plain(each.name.casefold()): each for each in COUNCILS}
