$p0 << EOD
0 3 4813727 "86" 16777215
1 3 14981283 "14" 3355443
2 3 16777215 "" 3355443
3 3 16777215 "" 3355443
0 2 16777215 "" 3355443
1 2 4945056 "85" 16777215
2 2 14914719 "15" 3355443
3 2 16777215 "" 3355443
0 1 16777215 "" 3355443
1 1 16777215 "" 3355443
2 1 4747934 "86" 16777215
3 1 15047847 "14" 3355443
0 0 16777215 "" 3355443
1 0 16777215 "" 3355443
2 0 16777215 "" 3355443
3 0 16777215 "" 3355443
EOD
$p1 << EOD
0 3 4090777 "91" 16777215
1 3 15646148 "9.2" 3355443
2 3 16777215 "" 3355443
3 3 16777215 "" 3355443
0 2 16777215 "" 3355443
1 2 4222106 "90" 16777215
2 2 15513535 "10" 3355443
3 2 16777215 "" 3355443
0 1 16777215 "" 3355443
1 1 16777215 "" 3355443
2 1 4024984 "92" 16777215
3 1 15713226 "8.3" 3355443
0 0 16777215 "" 3355443
1 0 16777215 "" 3355443
2 0 16777215 "" 3355443
3 0 16777215 "" 3355443
EOD
set encoding utf8
set terminal svg noenhanced size 1022,568 font 'DejaVu Sans,13' background rgb 'white' name 'confusion'
set border 15 lc rgb '#666666' lw 1
unset key
unset grid
set style fill solid 1 noborder
set multiplot
set lmargin at screen 0.153229
set rmargin at screen 0.48591
set bmargin at screen 0.2288732
set tmargin at screen 0.8274648
unset label
set label 1 'Which classes are taken for which' at screen 0.01956947,0.9559859 left front font ',16' textcolor rgb '#333333'
set label 2 'share of each actual class in percent; test set, selected settings, mean of up to 4 seeds' at screen 0.01956947,0.915493 left front font ',12' textcolor rgb '#777777'
set title 'Plain, with comma  85.62%' font ',13' textcolor rgb '#333333' offset 0,-0.4
set xrange [-0.5:3.5]
set yrange [-0.5:3.5]
set tics scale 0 nomirror textcolor rgb '#333333'
set xtics rotate by 45 right ('T-shirt' 0, 'trouser' 1, 'a "quoted", l…' 2, 'ankle boot' 3)
set ytics ('T-shirt' 3, 'trouser' 2, 'a "quoted", l…' 1, 'ankle boot' 0)
set label 3 'actual' at screen 0.01369863,0.528169 center rotate by 90 textcolor rgb '#333333'
set label 4 'predicted' at screen 0.3195695,0.03938028 center textcolor rgb '#333333'
plot \
  $p0 using 1:2:($1-0.5):($1+0.5):($2-0.5):($2+0.5):3 with boxxyerror lc rgb variable, \
  $p0 using 1:2:4:5 with labels font ',10' textcolor rgb variable
set lmargin at screen 0.6391389
set rmargin at screen 0.97182
set bmargin at screen 0.2288732
set tmargin at screen 0.8274648
unset label
set title 'Dropout  90.83%' font ',13' textcolor rgb '#333333' offset 0,-0.4
set xrange [-0.5:3.5]
set yrange [-0.5:3.5]
set tics scale 0 nomirror textcolor rgb '#333333'
set xtics rotate by 45 right ('T-shirt' 0, 'trouser' 1, 'a "quoted", l…' 2, 'ankle boot' 3)
set ytics ('T-shirt' 3, 'trouser' 2, 'a "quoted", l…' 1, 'ankle boot' 0)
set label 3 'actual' at screen 0.4996086,0.528169 center rotate by 90 textcolor rgb '#333333'
set label 4 'predicted' at screen 0.8054795,0.03938028 center textcolor rgb '#333333'
plot \
  $p1 using 1:2:($1-0.5):($1+0.5):($2-0.5):($2+0.5):3 with boxxyerror lc rgb variable, \
  $p1 using 1:2:4:5 with labels font ',10' textcolor rgb variable
unset multiplot
